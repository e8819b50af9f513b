using System;

namespace CompassOps.Scheduling;

/// <summary>One occurrence of a recurrence.</summary>
/// <param name="Start">The start, with the zone's offset at that time.</param>
/// <param name="End">The end, with the zone's offset at that time.</param>
public readonly record struct Occurrence(DateTimeOffset Start, DateTimeOffset End);
