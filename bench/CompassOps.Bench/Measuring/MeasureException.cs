using System;

namespace CompassOps.Bench.Measuring;

/// <summary>A measure failed.</summary>
internal sealed class MeasureException(string message) : Exception(message);
