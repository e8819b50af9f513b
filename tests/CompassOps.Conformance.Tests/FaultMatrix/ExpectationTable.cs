// The expected result for every kind of fault and every kind of operation. The numbers are written by hand, not computed.
using System.Collections.Generic;
using static CompassOps.Conformance.Tests.FaultMatrix.Expectation;
using static CompassOps.Conformance.Tests.FaultMatrix.FaultEffect;

namespace CompassOps.Conformance.Tests.FaultMatrix;

internal static class ExpectationTable
{
    /// <summary>The table applies to clients that retry twice.</summary>
    public const int Retries = 2;

    private static readonly Expectation NotTested = new(ExpectedError.None, -1, -1, false);

    // Key: the effect of the fault, and whether every request meets it. Columns: read, change, ping, delete, create of a heartbeat,
    // create of a window.
    private static readonly Dictionary<(FaultEffect, bool Always), Expectation[]> OfOperations = new()
    {
        [(Harmless, false)] = [Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1)],
        [(Harmless, true)] = [Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1)],
        [(NullFields, false)] = [Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1)],
        [(NullFields, true)] = [Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1)],

        // If the extra page is returned again, it links to itself.
        [(ExtraPage, false)] = [Succeeds(2), NotTested, NotTested, NotTested, NotTested, NotTested],
        [(ExtraPage, true)] = [Fails(2), NotTested, NotTested, NotTested, NotTested, NotTested],
        [(WrongLink, false)] = [Fails(1), NotTested, NotTested, NotTested, NotTested, NotTested],
        [(WrongLink, true)] = [Fails(1), NotTested, NotTested, NotTested, NotTested, NotTested],

        // The client can detect that nothing was done.
        [(Refused, false)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1), Fails(1)],
        [(Refused, true)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1), Fails(1)],
        [(Invalid, false)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1), Fails(1)],
        [(Invalid, true)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1), Fails(1)],
        [(Throttled, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2)],
        [(Throttled, true)] = [Fails(3), Fails(3), Fails(3), Fails(3), Fails(3), Fails(3)],
        [(Unreachable, true)] = [Fails(0), Fails(0), Fails(0), Fails(0), Fails(0), Fails(0)],

        // The service asks the client to send the request later, so it has not started the work.
        [(TurnedAway, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2)],
        [(TurnedAway, true)] = [Fails(3), Fails(3), Fails(3), Fails(3), Fails(3), Fails(3)],

        // Nothing was done, but the client cannot detect that. It looks up a window four times and does not create it again, because
        // lists lag. It looks up a heartbeat once and creates it again, because the service refuses a second heartbeat with the same
        // name.
        [(ServiceFailure, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2, 1), Unknown(1, 4)],
        [(ServiceFailure, true)] = [Fails(3), Fails(3), Fails(3), Fails(3), Fails(3, 3), Unknown(1, 4)],
        [(LastingServiceFailure, false)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1, 1), Unknown(1, 4)],
        [(LastingServiceFailure, true)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1, 1), Unknown(1, 4)],
        [(GatewayFailure, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2, 1), Unknown(1, 4)],
        [(GatewayFailure, true)] = [Fails(3), Fails(3), Fails(3), Fails(3), Unknown(3, 7), Unknown(1, 4)],
        [(LastingGatewayFailure, false)] = [Fails(1), Fails(1), Fails(1), Fails(1), Unknown(1, 5), Unknown(1, 4)],
        [(LastingGatewayFailure, true)] = [Fails(1), Fails(1), Fails(1), Fails(1), Unknown(1, 5), Unknown(1, 4)],

        // The work was done. The client finds the new object and does not send the create request again.
        [(LostResponse, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(1, 1), Succeeds(1, 1)],
        [(LostResponse, true)] = [FailsDone(3), FailsDone(3), FailsDone(3), FailsDone(3), Succeeds(1, 1), Succeeds(1, 1)],

        // The service refuses the retry of a delete with 404. The client can read the status although the body is truncated.
        [(TruncatedResponse, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(1, 1), Succeeds(1, 1)],
        [(TruncatedResponse, true)] = [FailsDone(3), FailsDone(3), FailsDone(3), Succeeds(2), Succeeds(1, 1), Succeeds(1, 1)],

        // For a change, the client accepts a response without a body and reads the changed object. A ping or a delete needs no body.
        [(EmptyBody, false)] = [FailsDone(1), Succeeds(1, 1), Succeeds(1), Succeeds(1), Succeeds(1, 1), Succeeds(1, 1)],
        [(EmptyBody, true)] = [FailsDone(1), Succeeds(1, 1), Succeeds(1), Succeeds(1), Succeeds(1, 1), Succeeds(1, 1)],
        [(UnusableBody, false)] = [FailsDone(1), FailsDone(1), FailsDone(1), Succeeds(1), Succeeds(1, 1), Succeeds(1, 1)],
        [(UnusableBody, true)] = [FailsDone(1), FailsDone(1), FailsDone(1), Succeeds(1), Succeeds(1, 1), Succeeds(1, 1)],
    };

    // The service creates the object, the response is lost, and the look-up meets the fault.
    // Columns: the results for a heartbeat and a window.
    private static readonly Dictionary<(FaultEffect, bool Always), (Expectation Heartbeat, Expectation Window)> OfLookups = new()
    {
        [(Harmless, false)] = (Succeeds(1, 1), Succeeds(1, 1)),
        [(Harmless, true)] = (Succeeds(1, 1), Succeeds(1, 1)),

        // If all fields except the name are null, the heartbeat may be a different one. If the start is null, the client cannot identify
        // the window.
        [(NullFields, false)] = (UnknownDone(1, 1), Succeeds(1, 2)),
        [(NullFields, true)] = (UnknownDone(1, 1), UnknownDone(1, 4)),

        // The heartbeat is on the page before the wrong link. Further windows may be on the pages after it.
        [(WrongLink, false)] = (Succeeds(1, 1), UnknownDone(1, 1)),
        [(WrongLink, true)] = (Succeeds(1, 1), UnknownDone(1, 1)),
        [(Throttled, false)] = (Succeeds(1, 2), Succeeds(1, 2)),
        [(Throttled, true)] = (UnknownDone(1, 3), UnknownDone(1, 3)),
        [(TurnedAway, false)] = (Succeeds(1, 2), Succeeds(1, 2)),
        [(TurnedAway, true)] = (UnknownDone(1, 3), UnknownDone(1, 3)),
        [(ServiceFailure, false)] = (Succeeds(1, 2), Succeeds(1, 2)),
        [(ServiceFailure, true)] = (UnknownDone(1, 3), UnknownDone(1, 3)),
        [(GatewayFailure, false)] = (Succeeds(1, 2), Succeeds(1, 2)),
        [(GatewayFailure, true)] = (UnknownDone(1, 3), UnknownDone(1, 3)),
        [(LostResponse, false)] = (Succeeds(1, 2), Succeeds(1, 2)),
        [(LostResponse, true)] = (UnknownDone(1, 3), UnknownDone(1, 3)),
        [(TruncatedResponse, false)] = (Succeeds(1, 2), Succeeds(1, 2)),
        [(TruncatedResponse, true)] = (UnknownDone(1, 3), UnknownDone(1, 3)),
        [(Refused, false)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(Refused, true)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(Invalid, false)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(Invalid, true)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(LastingServiceFailure, false)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(LastingServiceFailure, true)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(LastingGatewayFailure, false)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(LastingGatewayFailure, true)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(EmptyBody, false)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(EmptyBody, true)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(UnusableBody, false)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
        [(UnusableBody, true)] = (UnknownDone(1, 1), UnknownDone(1, 1)),
    };

    // The client requests the first page of the list again without a page size.
    private static readonly Dictionary<bool, Expectation> OfInvalidLists = new() { [false] = Succeeds(2), [true] = Fails(2) };

    public static Expectation OfOperation(Scenario scenario, FaultEffect effect, bool always) =>
        scenario.IsList && effect == Invalid ? OfInvalidLists[always] : OfOperations[(effect, always)][(int)scenario.Work];

    public static Expectation OfLookup(Work work, FaultEffect effect, bool always)
    {
        (Expectation heartbeat, Expectation window) = OfLookups[(effect, always)];
        return work == Work.CreateHeartbeat ? heartbeat : window;
    }
}
