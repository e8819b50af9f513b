using System;

namespace CompassOps.Bench.Measuring;

/// <summary>One thing that every round measures.</summary>
/// <param name="Key">Under which its figures are kept.</param>
/// <param name="Take">Measures it once, by this unit: seconds for one call, or bytes.</param>
internal sealed record Measure(string Key, Func<double> Take);
