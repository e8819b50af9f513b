using System;

namespace CompassOps.Bench.Measuring;

internal sealed class MeasureException(string message) : Exception(message);
