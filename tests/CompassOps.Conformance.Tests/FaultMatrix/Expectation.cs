namespace CompassOps.Conformance.Tests.FaultMatrix;

internal enum ExpectedError
{
    None,

    /// <summary>The client reports an error of the kind <see cref="Fault.Kind"/>.</summary>
    OfTheFault,

    OutcomeUnknown,
}

/// <summary>The expected result of an operation with a fault.</summary>
/// <param name="Error">The expected error.</param>
/// <param name="Requests">The number of requests of the operation that reach the service.</param>
/// <param name="Lookups">The number of requests with which the client finds out whether the operation succeeded.</param>
/// <param name="IsDone">Whether the service performed the operation. A create request must have created exactly one object.</param>
internal sealed record Expectation(ExpectedError Error, int Requests, int Lookups, bool IsDone)
{
    public static Expectation Succeeds(int requests, int lookups = 0) => new(ExpectedError.None, requests, lookups, true);

    public static Expectation Fails(int requests, int lookups = 0) => new(ExpectedError.OfTheFault, requests, lookups, false);

    /// <summary>The client reports an error, although the service performed the operation.</summary>
    public static Expectation FailsDone(int requests) => new(ExpectedError.OfTheFault, requests, 0, true);

    public static Expectation Unknown(int requests, int lookups) => new(ExpectedError.OutcomeUnknown, requests, lookups, false);

    /// <summary>The client reports an unknown outcome, although the service performed the operation.</summary>
    public static Expectation UnknownDone(int requests, int lookups) => new(ExpectedError.OutcomeUnknown, requests, lookups, true);
}
