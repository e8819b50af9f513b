using System;

namespace CompassOps.Bench.Measuring;

/// <summary>The error for a measure that failed.</summary>
internal sealed class MeasureException(string message) : Exception(message);
