using System;

namespace CompassOps.Scheduling;

/// <summary>One occurrence of a recurring maintenance window.</summary>
/// <param name="Start">The start, with the UTC offset of the time zone at that time.</param>
/// <param name="End">The end, with the UTC offset of the time zone at that time.</param>
public readonly record struct Occurrence(DateTimeOffset Start, DateTimeOffset End);
