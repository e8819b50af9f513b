using System;

namespace CompassOps.Bench.Measuring;

/// <summary>Something could not be measured that should be.</summary>
internal sealed class MeasureException(string message) : Exception(message);
