// Injects each fault into token requests, while many requests wait for a token.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

public sealed class AuthorityMatrixTests : FaultMatrix
{
    private const int Creates = 4;
    private const int Reads = 4;

    /// <summary>Why the client needs a token.</summary>
    public enum Phase
    {
        /// <summary>The client has no token yet.</summary>
        First,

        /// <summary>The token has expired.</summary>
        Expired,

        /// <summary>The token is still valid, but expires soon.</summary>
        Expiring,

        /// <summary>The service rejected the token of several requests.</summary>
        Refused,
    }

    [Theory]
    [InlineData(Phase.First)]
    [InlineData(Phase.Expired)]
    [InlineData(Phase.Expiring)]
    [InlineData(Phase.Refused)]
    public Task Requests_that_wait_for_a_token_share_one_renewal_and_its_outcome(Phase phase) => RunAllAsync(phase, hangs: false);

    [Theory]
    [InlineData(Phase.First)]
    [InlineData(Phase.Expired)]
    [InlineData(Phase.Expiring)]
    [InlineData(Phase.Refused)]
    public Task Requests_that_wait_for_a_hanging_authority_share_one_renewal_and_its_outcome(Phase phase) => RunAllAsync(phase, hangs: true);

    [Fact]
    public async Task The_connection_test_distinguishes_faults_of_the_authority_with_one_token_request()
    {
        ConcurrentBag<string> failures = [];
        await Parallel.ForEachAsync(Matching(hangs: false), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (fault, cancellationToken) =>
        {
            using Stage stage = await Stage.SetAsync();
            stage.Sandbox.AddFault(fault.Injected with { Operation = "IssueToken" });
            using AccountClient account = new(stage);
            ConnectionProblem problem = (await account.Client.TestAsync(null, static () => Stage.Start, null, cancellationToken)).Problem;
            ConnectionProblem expected = IsHarmless(fault) ? ConnectionProblem.None
                : KindOf(fault) == CompassErrorKind.Unauthorized ? ConnectionProblem.ClientRejected
                : KindOf(fault) is CompassErrorKind.ConnectionFailed or CompassErrorKind.Timeout ? ConnectionProblem.AuthorityUnreachable
                : ConnectionProblem.AuthorityFailed;
            if (problem != expected || account.Asked != 1)
            {
                failures.Add($"{fault.Name}: {problem} instead of {expected}, asked {account.Asked} times");
            }
        });
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Order(StringComparer.Ordinal)));
    }

    private static bool IsHarmless(Fault fault) => fault.Effect == FaultEffect.Harmless;

    private static CompassErrorKind KindOf(Fault fault) => fault switch
    {
        // If a token request gets one of these statuses, the authority has rejected the client id or the client secret.
        { Injected: { Kind: SandboxFaultKind.Status, Status: 400 or 401 or 403 } } => CompassErrorKind.Unauthorized,
        { Effect: FaultEffect.NullFields } => CompassErrorKind.InvalidResponse,
        _ => fault.Kind,
    };

    private static bool IsRetried(Fault fault) => fault.Effect is FaultEffect.Throttled or FaultEffect.TurnedAway or FaultEffect.ServiceFailure
        or FaultEffect.GatewayFailure or FaultEffect.LostResponse or FaultEffect.TruncatedResponse;

    // Returns the faults for token requests. Leaves out the fault that makes the authority unreachable: in the sandbox, the authority
    // and the service have the same port, so this fault would also make the service unreachable.
    private IEnumerable<Fault> Matching(bool hangs) =>
        AllFaults.Where(fault => fault.Hangs == hangs && !fault.IsOfLists && fault.Effect != FaultEffect.Unreachable);

    private async Task RunAllAsync(Phase phase, bool hangs)
    {
        (Fault Fault, bool Always)[] cases = Matching(hangs).SelectMany(static fault => new[] { (Fault: fault, Always: false), (Fault: fault, Always: true) }).ToArray();
        Assert.InRange(cases.Length, hangs ? 4 : 100, 200);
        ConcurrentBag<string> failures = [];
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
        {
            string failure = await RunAsync(phase, one.Fault, one.Always);
            if (failure.Length > 0)
            {
                failures.Add($"{one.Fault.Name}, {(one.Always ? "always" : "once")}: {failure}");
            }
        });
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Order(StringComparer.Ordinal)));
    }

    private static async Task<string> RunAsync(Phase phase, Fault fault, bool always)
    {
        using Stage stage = await Stage.SetAsync(fault.Hangs ? TimeSpan.FromSeconds(3) : null);
        using AccountClient account = new(stage);
        await PrepareAsync(phase, stage, account);
        int before = account.Asked;
        stage.Sandbox.AddFault(fault.Injected with { Operation = "IssueToken", Count = always ? null : 1 });

        int refused = phase == Phase.Refused ? Creates + Reads : 0;
        account.HoldAuthority(refused);
        Task<string>[] calls =
        [
            .. Enumerable.Range(0, Creates).Select(i => CreateAsync(account.Client, stage.TeamId, $"job {i}")),
            .. Enumerable.Range(0, Reads).Select(_ => ReadAsync(account.Client)),
        ];
        await account.ReleaseAuthorityAsync(refused);
        string[] ends = await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(120));

        // If the token is still valid, the client does not retry a failed renewal. The client continues to use the token instead.
        bool isRetried = IsRetried(fault) && phase != Phase.Expiring;
        bool fails = !IsHarmless(fault) && phase != Phase.Expiring && (always || !isRetried);
        int asked = isRetried ? always ? 1 + ExpectationTable.Retries : 2 : 1;
        string expected = fails ? $"{KindOf(fault)} of IssueToken" : "done";
        List<string> differences = [];
        differences.AddRange(ends.Distinct().Where(end => !end.StartsWith(expected, StringComparison.Ordinal)).Select(end => $"{end} instead of {expected}"));
        if (ends.Distinct().Count() > 1)
        {
            differences.Add("the calls have different outcomes");
        }

        if (account.Asked - before != asked)
        {
            differences.Add($"{account.Asked - before} token requests instead of {asked}");
        }

        stage.Sandbox.ClearFaults();
        Dictionary<string, string> state = await stage.StateAsync();
        string[] jobs = state.Keys.Where(static key => key.StartsWith("heartbeat job ", StringComparison.Ordinal)).ToArray();
        if (jobs.Length != (fails ? 0 : Creates) || jobs.Any(job => state[job].Contains(" and ", StringComparison.Ordinal)))
        {
            differences.Add($"{jobs.Length} objects were created");
        }

        if (await ReadAsync(account.Client) is { } after and not "done")
        {
            differences.Add($"the next call ends with {after}");
        }

        return string.Join("; ", differences);
    }

    private static async Task PrepareAsync(Phase phase, Stage stage, AccountClient account)
    {
        if (phase != Phase.First)
        {
            Assert.Equal("done", await ReadAsync(account.Client));
        }

        if (phase is Phase.Expired or Phase.Expiring)
        {
            await account.Clock.Delay(phase == Phase.Expired ? TimeSpan.FromMinutes(61) : TimeSpan.FromMinutes(59.5), default);
        }
        else if (phase == Phase.Refused)
        {
            stage.Sandbox.RevokeAccessTokens();
        }
    }

    private static Task<string> CreateAsync(CompassClient client, string teamId, string name) =>
        EndAsync(client.CreateHeartbeatAsync(teamId, new HeartbeatCreate { Name = name, Interval = 5, IntervalUnit = "minutes" }));

    private static Task<string> ReadAsync(CompassClient client) => EndAsync(client.ListTeamsAsync());

    private static async Task<string> EndAsync(Task call)
    {
        try
        {
            await call;
            return "done";
        }
        catch (CompassApiException failure)
        {
            return $"{failure.Kind} of {failure.Operation}: {failure.Message} {failure.Remedy}";
        }
    }
}
