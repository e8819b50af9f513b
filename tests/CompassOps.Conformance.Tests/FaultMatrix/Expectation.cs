namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>The error that a caller is expected to see.</summary>
internal enum ExpectedError
{
    None,

    /// <summary>The kind that the fault itself names.</summary>
    OfTheFault,

    OutcomeUnknown,
}

/// <summary>The expected result of an operation that meets a fault.</summary>
/// <param name="Error">The error of the call.</param>
/// <param name="Requests">How many requests of the operation reach the service.</param>
/// <param name="Lookups">How many requests look up the outcome.</param>
/// <param name="IsDone">Whether the work is done afterwards, exactly once.</param>
internal sealed record Expectation(ExpectedError Error, int Requests, int Lookups, bool IsDone)
{
    public static Expectation Succeeds(int requests, int lookups = 0) => new(ExpectedError.None, requests, lookups, true);

    public static Expectation Fails(int requests, int lookups = 0) => new(ExpectedError.OfTheFault, requests, lookups, false);

    /// <summary>The call fails, although the service did the work.</summary>
    public static Expectation FailsDone(int requests) => new(ExpectedError.OfTheFault, requests, 0, true);

    public static Expectation Unknown(int requests, int lookups) => new(ExpectedError.OutcomeUnknown, requests, lookups, false);

    /// <summary>The outcome is reported as unknown, although the service did the work.</summary>
    public static Expectation UnknownDone(int requests, int lookups) => new(ExpectedError.OutcomeUnknown, requests, lookups, true);
}
