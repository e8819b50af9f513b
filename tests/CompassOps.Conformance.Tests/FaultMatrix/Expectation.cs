namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>The error that the caller should get.</summary>
internal enum ExpectedError
{
    None,

    /// <summary>The error kind that belongs to the fault: <see cref="Fault.Kind"/>.</summary>
    OfTheFault,

    OutcomeUnknown,
}

/// <summary>The expected result of an operation that meets a fault.</summary>
/// <param name="Error">The expected error.</param>
/// <param name="Requests">The number of requests of the operation that reach the service.</param>
/// <param name="Lookups">The number of requests that look up the outcome.</param>
/// <param name="IsDone">Whether the work has then been done exactly once.</param>
internal sealed record Expectation(ExpectedError Error, int Requests, int Lookups, bool IsDone)
{
    public static Expectation Succeeds(int requests, int lookups = 0) => new(ExpectedError.None, requests, lookups, true);

    public static Expectation Fails(int requests, int lookups = 0) => new(ExpectedError.OfTheFault, requests, lookups, false);

    /// <summary>The operation fails although the service did the work.</summary>
    public static Expectation FailsDone(int requests) => new(ExpectedError.OfTheFault, requests, 0, true);

    public static Expectation Unknown(int requests, int lookups) => new(ExpectedError.OutcomeUnknown, requests, lookups, false);

    /// <summary>The outcome is reported as unknown although the service did the work.</summary>
    public static Expectation UnknownDone(int requests, int lookups) => new(ExpectedError.OutcomeUnknown, requests, lookups, true);
}
