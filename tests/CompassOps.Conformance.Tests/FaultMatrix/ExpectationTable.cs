// Contains the expected result for each effect of a fault and each kind of operation.
using System.Collections.Generic;
using static CompassOps.Conformance.Tests.FaultMatrix.Expectation;
using static CompassOps.Conformance.Tests.FaultMatrix.FaultEffect;

namespace CompassOps.Conformance.Tests.FaultMatrix;

internal static class ExpectationTable
{
    /// <summary>The maximum number of retries of the clients. The expected numbers of requests depend on this value.</summary>
    public const int Retries = 2;

    private static readonly Expectation NotTested = new(ExpectedError.None, -1, -1, false);

    // The key contains the effect of the fault, and whether the fault affects all requests or only the first one. The columns are the
    // kinds of operations: read, update, ping, delete, create a heartbeat, create a window.
    private static readonly Dictionary<(FaultEffect, bool Always), Expectation[]> OfOperations = new()
    {
        [(Harmless, false)] = [Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1)],
        [(Harmless, true)] = [Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1)],
        [(NullFields, false)] = [Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1)],
        [(NullFields, true)] = [Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1), Succeeds(1)],

        // The fault adds one page to the list. If the fault affects all requests, the added page links to itself, so the client reports
        // an error.
        [(ExtraPage, false)] = [Succeeds(2), NotTested, NotTested, NotTested, NotTested, NotTested],
        [(ExtraPage, true)] = [Fails(2), NotTested, NotTested, NotTested, NotTested, NotTested],
        [(WrongLink, false)] = [Fails(1), NotTested, NotTested, NotTested, NotTested, NotTested],
        [(WrongLink, true)] = [Fails(1), NotTested, NotTested, NotTested, NotTested, NotTested],

        // In these cases, the client knows that the service did not perform the operation.
        [(Refused, false)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1), Fails(1)],
        [(Refused, true)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1), Fails(1)],
        [(Invalid, false)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1), Fails(1)],
        [(Invalid, true)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1), Fails(1)],
        [(Throttled, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2)],
        [(Throttled, true)] = [Fails(3), Fails(3), Fails(3), Fails(3), Fails(3), Fails(3)],
        [(Unreachable, true)] = [Fails(0), Fails(0), Fails(0), Fails(0), Fails(0), Fails(0)],

        // The response asks the client to retry later, so the client knows that the service did not perform the operation.
        [(TurnedAway, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2)],
        [(TurnedAway, true)] = [Fails(3), Fails(3), Fails(3), Fails(3), Fails(3), Fails(3)],

        // After these faults, the client cannot know whether the service created the object. The client never sends a second create
        // request for a window, because the list does not show a new window immediately. For a heartbeat, the client can send a second
        // create request, because the service rejects a second heartbeat with the same name.
        [(ServiceFailure, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2, 1), Unknown(1, 4)],
        [(ServiceFailure, true)] = [Fails(3), Fails(3), Fails(3), Fails(3), Fails(3, 3), Unknown(1, 4)],
        [(LastingServiceFailure, false)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1, 1), Unknown(1, 4)],
        [(LastingServiceFailure, true)] = [Fails(1), Fails(1), Fails(1), Fails(1), Fails(1, 1), Unknown(1, 4)],
        [(GatewayFailure, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2, 1), Unknown(1, 4)],
        [(GatewayFailure, true)] = [Fails(3), Fails(3), Fails(3), Fails(3), Unknown(3, 7), Unknown(1, 4)],
        [(LastingGatewayFailure, false)] = [Fails(1), Fails(1), Fails(1), Fails(1), Unknown(1, 5), Unknown(1, 4)],
        [(LastingGatewayFailure, true)] = [Fails(1), Fails(1), Fails(1), Fails(1), Unknown(1, 5), Unknown(1, 4)],

        // The service performed the operation. The client finds the new object in a list and sends no second create request.
        [(LostResponse, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(1, 1), Succeeds(1, 1)],
        [(LostResponse, true)] = [FailsDone(3), FailsDone(3), FailsDone(3), FailsDone(3), Succeeds(1, 1), Succeeds(1, 1)],

        // The client receives the status of a truncated response, but not the whole body. If the client retries a delete request, the
        // status 404 shows that the first attempt deleted the object. Therefore the delete operation succeeds even if the fault affects
        // all requests.
        [(TruncatedResponse, false)] = [Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(2), Succeeds(1, 1), Succeeds(1, 1)],
        [(TruncatedResponse, true)] = [FailsDone(3), FailsDone(3), FailsDone(3), Succeeds(2), Succeeds(1, 1), Succeeds(1, 1)],

        // If the response has no body, the client reads the object after an update, and searches for the object after a create request.
        // A ping or a delete request succeeds without a body.
        [(EmptyBody, false)] = [FailsDone(1), Succeeds(1, 1), Succeeds(1), Succeeds(1), Succeeds(1, 1), Succeeds(1, 1)],
        [(EmptyBody, true)] = [FailsDone(1), Succeeds(1, 1), Succeeds(1), Succeeds(1), Succeeds(1, 1), Succeeds(1, 1)],
        [(UnusableBody, false)] = [FailsDone(1), FailsDone(1), FailsDone(1), Succeeds(1), Succeeds(1, 1), Succeeds(1, 1)],
        [(UnusableBody, true)] = [FailsDone(1), FailsDone(1), FailsDone(1), Succeeds(1), Succeeds(1, 1), Succeeds(1, 1)],
    };

    // The service creates the object, but the client does not receive the response. The fault affects the list requests with
    // which the client searches for the object. The columns are: heartbeat, window.
    private static readonly Dictionary<(FaultEffect, bool Always), (Expectation Heartbeat, Expectation Window)> OfLookups = new()
    {
        [(Harmless, false)] = (Succeeds(1, 1), Succeeds(1, 1)),
        [(Harmless, true)] = (Succeeds(1, 1), Succeeds(1, 1)),

        // In the list, all fields except names and ids are null. The client cannot compare the settings of the heartbeat with its create
        // request, so the outcome is unknown. The client cannot recognize a window without a start, so it searches again.
        [(NullFields, false)] = (UnknownDone(1, 1), Succeeds(1, 2)),
        [(NullFields, true)] = (UnknownDone(1, 1), UnknownDone(1, 4)),

        // The page with the wrong link contains the heartbeat, so the client finds it. For a window, the client must read all pages,
        // because several windows can match. The wrong link prevents this, so the outcome is unknown.
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

    // If the service reports that a list request is invalid, the client requests the first page again without a page size.
    private static readonly Dictionary<bool, Expectation> OfInvalidLists = new() { [false] = Succeeds(2), [true] = Fails(2) };

    public static Expectation OfOperation(Scenario scenario, FaultEffect effect, bool always) =>
        scenario.IsList && effect == Invalid ? OfInvalidLists[always] : OfOperations[(effect, always)][(int)scenario.Work];

    public static Expectation OfLookup(Work work, FaultEffect effect, bool always)
    {
        (Expectation heartbeat, Expectation window) = OfLookups[(effect, always)];
        return work == Work.CreateHeartbeat ? heartbeat : window;
    }
}
