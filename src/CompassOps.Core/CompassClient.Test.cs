using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Serialization;

namespace CompassOps;

/// <content>The test of the connection.</content>
public sealed partial class CompassClient
{
    /// <summary>
    /// Tests the connection with one or two read-only requests, without retries. The first request lists the global maintenance windows
    /// (<c>GET /v1/maintenances</c>). If the first request returns 404, the second request uses the same path at the address of the other
    /// product. If the first request succeeds and a team is given, the second request lists the heartbeats of the team
    /// (<c>GET /v1/teams/{teamId}/heartbeats</c>). If a request fails, the method returns the failure in the result and does not throw.
    /// </summary>
    /// <param name="teamId">The id of the team whose heartbeats the second request lists. Null means no such request.</param>
    /// <param name="now">Returns the time of this computer. Null means the system clock.</param>
    /// <param name="observer">Receives a report of each attempt. Can be null.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<ConnectionTest> TestAsync(
        string? teamId = null, Func<DateTimeOffset>? now = null, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ServiceClock service = new(now ?? (static () => DateTimeOffset.UtcNow), observer);
        TimeSpan start = Clock.Elapsed;
        (CompassApiException? failure, bool isEmpty) = await TryAsync(BaseAddress, Operations.ListGlobalMaintenances, null, service, cancellationToken).ConfigureAwait(false);
        TimeSpan latency = Clock.Elapsed - start;
        ConnectionProblem problem = failure is null ? ConnectionProblem.None : Diagnosis.Of(failure);
        if (problem == ConnectionProblem.WrongCloudId
            && await AnswersAsync(_otherAddress, service, cancellationToken).ConfigureAwait(false))
        {
            problem = ConnectionProblem.WrongProduct;
        }

        if (problem == ConnectionProblem.None && teamId is not null)
        {
            bool windowsAreEmpty = isEmpty;
            (failure, isEmpty) = await TryAsync(BaseAddress, Operations.ListHeartbeats, teamId, service, cancellationToken).ConfigureAwait(false);
            isEmpty &= windowsAreEmpty;
            problem = failure is null ? ConnectionProblem.None : Diagnosis.Of(failure);
            problem = problem == ConnectionProblem.WrongCloudId ? ConnectionProblem.WrongTeam : problem;
        }

        if (problem == ConnectionProblem.None && service.Skew is { } skew && skew.Duration() > Diagnosis.ToleratedSkew)
        {
            problem = ConnectionProblem.ClockSkew;
        }

        return new ConnectionTest
        {
            Problem = problem,
            Message = Sentence(problem, failure, service.Skew, isEmpty),
            Remedy = problem == ConnectionProblem.None ? null
                : problem == ConnectionProblem.Unauthorized && _takesToken ? failure!.Remedy
                : Diagnosis.Remedy(problem, BaseAddress.Authority, Product, _proxy()?.Authority),
            BaseUri = BaseAddress,
            StatusCode = failure is null ? 200 : failure.StatusCode,
            RequestId = failure is null ? service.RequestId : failure.RequestId,
            Latency = latency,
            ClockSkew = service.Skew,
        };
    }

    private static string Sentence(ConnectionProblem problem, CompassApiException? failure, TimeSpan? skew, bool isEmpty) => problem switch
    {
        ConnectionProblem.None => isEmpty ? Messages.TestPassedEmpty : Messages.TestPassed,
        ConnectionProblem.ClockSkew => Messages.ClockOff(
            Math.Abs(skew!.Value.TotalSeconds).ToString("0", CultureInfo.InvariantCulture), skew > TimeSpan.Zero),
        _ => failure!.Message,
    };

    private async Task<bool> AnswersAsync(Uri address, ServiceClock service, CancellationToken cancellationToken)
    {
        (CompassApiException? failure, _) = await TryAsync(address, Operations.ListGlobalMaintenances, null, service, cancellationToken).ConfigureAwait(false);
        return failure is null;
    }

    private async Task<(CompassApiException? Failure, bool IsEmpty)> TryAsync(
        Uri address, Operation operation, string? teamId, IRequestObserver observer, CancellationToken cancellationToken)
    {
        ListOptions one = new() { PageSize = 1 };
        ApiRequest apiRequest = new(operation, Addresses.Below(address, OperationPath.OfList(operation, teamId, one)))
        {
            TeamId = teamId,
            Observer = observer,
            IsSentOnce = true,
        };
        try
        {
            if (teamId is null)
            {
                return (null, (await SendAsync(apiRequest, PageReader.Maintenances, cancellationToken).ConfigureAwait(false)).Values.Count == 0);
            }

            return (null, (await SendAsync(apiRequest, PageReader.Heartbeats, cancellationToken).ConfigureAwait(false)).Values.Count == 0);
        }
        catch (CompassApiException failure)
        {
            return (failure, false);
        }
    }

    /// <summary>Compares the clocks of this computer and of the service. Passes all reports to the next observer.</summary>
    private sealed class ServiceClock : IRequestObserver
    {
        private readonly Func<DateTimeOffset> _now;
        private readonly IRequestObserver? _next;

        public ServiceClock(Func<DateTimeOffset> now, IRequestObserver? next)
        {
            _now = now;
            _next = next;
        }

        public TimeSpan? Skew { get; private set; }

        public string? RequestId { get; private set; }

        public bool WantsAttempts => true;

        public bool WantsDetail => _next?.WantsDetail == true;

        public void OnAttempt(RequestAttempt attempt)
        {
            // Ignore the responses of the token authority, because their request ids and dates do not come from the service.
            bool isService = attempt.Operation != AuthorityOperations.IssueToken.Name;
            RequestId = isService ? attempt.RequestId ?? RequestId : RequestId;
            if (isService && Skew is null && attempt.ServiceTime is { } time)
            {
                Skew = _now() - time;
            }

            if (_next?.WantsAttempts == true)
            {
                _next.OnAttempt(attempt);
            }
        }

        public void OnWait(RequestWait wait) => _next?.OnWait(wait);
    }
}
