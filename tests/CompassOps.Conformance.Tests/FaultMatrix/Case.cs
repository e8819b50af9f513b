using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>A test case: an operation, a fault and the expected result.</summary>
/// <param name="Name">The name in the error message of the test.</param>
/// <param name="Scenario">The operation.</param>
/// <param name="Fault">The fault, with its effect on the client.</param>
/// <param name="Expected">The expected result.</param>
/// <param name="Injected">The faults to inject into the sandbox.</param>
internal sealed record Case(string Name, Scenario Scenario, Fault Fault, Expectation Expected, params SandboxFault[] Injected)
{
    /// <summary>
    /// Returns a case in which the fault affects all requests of the operation, or only the first one if <paramref name="always"/> is
    /// false.
    /// </summary>
    public static Case OfOperation(Scenario scenario, Fault fault, bool always) => new(
        Title(scenario, fault, always),
        scenario,
        fault,
        ExpectationTable.OfOperation(scenario, fault.Effect, always),
        fault.Effect == FaultEffect.Unreachable ? fault.Injected : fault.Injected with { Operation = scenario.Operation, Count = always ? null : 1 });

    /// <summary>
    /// Returns a case in which the service creates the object, but the client does not receive the response. The fault then
    /// affects the list requests with which the client searches for the object.
    /// </summary>
    public static Case OfLookup(Scenario scenario, Fault fault, bool always) => new(
        Title(scenario, fault, always) + ", at the look-up",
        scenario,
        fault with { ServiceMessage = null },
        ExpectationTable.OfLookup(scenario.Work, fault.Effect, always),
        new SandboxFault { Kind = SandboxFaultKind.ResetAfter, Operation = scenario.Operation, Count = 1 },
        fault.Injected with { Operation = scenario.LookUp, Count = always ? null : 1 });

    /// <summary>Runs the cases in parallel. If cases fail, the error message of the test lists all of them.</summary>
    public static async Task RunAllAsync(IEnumerable<Case> cases, int atOnce)
    {
        ConcurrentBag<string> failures = [];
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (one, _) =>
        {
            string failure = await one.RunAsync();
            if (failure.Length > 0)
            {
                failures.Add($"{one.Name}: {failure}");
            }
        });
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Order(StringComparer.Ordinal)));
    }

    /// <summary>
    /// Runs the case. Returns the differences between the actual and the expected result, or an empty string if there are none.
    /// </summary>
    private async Task<string> RunAsync()
    {
        using Stage stage = await Stage.SetAsync(Fault.Hangs ? TimeSpan.FromSeconds(3) : null);
        Dictionary<string, string> before = await stage.StateAsync();
        JumpingClock clock = new();
        List<string> read = [];
        CompassApiException? failure = null;
        long lastSetUp;
        using (CompassClient client = new(Scenario.Options(stage), null, clock))
        {
            // Connect the client before the test injects the faults. The checks below do not count this request.
            await client.ListTeamsAsync();
            lastSetUp = stage.Sandbox.Requests[^1].Number;
            foreach (SandboxFault fault in Injected)
            {
                stage.Sandbox.AddFault(fault);
            }

            try
            {
                await Scenario.CallAsync(stage, client, read).WaitAsync(TimeSpan.FromSeconds(60));
            }
            catch (CompassApiException error)
            {
                failure = error;
            }
            catch (Exception error)
            {
                return $"the call ended with {error}";
            }
        }

        stage.Sandbox.ClearFaults();
        Dictionary<string, string> after = await stage.StateAsync();
        SandboxRequest[] requests = await RequestsAsync(stage, lastSetUp);
        List<string> differences = [];
        void Expect<T>(string name, T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
            {
                differences.Add($"{name}: {actual} instead of {expected}");
            }
        }

        Expect("error", ExpectedKind, failure?.Kind);
        Expect("requests of the operation", Expected.Requests, requests.Count(request => request.Operation == Scenario.Operation));
        Expect("look-ups", Expected.Lookups, requests.Count(request => request.Operation == Scenario.LookUp));
        Expect("all requests", Expected.Requests + Expected.Lookups, requests.Length);
        Expect("state", StateAfter(before, after), Text(after));
        Expect("waits for the requested time", true, clock.Waited >= Fault.Pause * (Math.Max(Expected.Requests, 1) - 1) || Expected.Lookups > 0);
        Expect("waits within the limit", true, clock.Waited <= TimeSpan.FromSeconds(3 * 50));
        if (failure is null)
        {
            Expect("reads nothing", false, read.Count == 0 && Scenario.Work != Work.Delete);
        }
        else
        {
            Expect("names the operation", true, failure.Operation == Scenario.Operation || failure.Operation == Scenario.LookUp);
            Expect("has a remedy", true, !string.IsNullOrWhiteSpace(failure.Remedy));
            Expect("has control characters", false, failure.Message.Any(char.IsControl));
            Expect("service message", Fault.ServiceMessage ?? failure.ServiceMessage, failure.ServiceMessage);
            Expect("returns the values of the first page", Fault.Kind == CompassErrorKind.PagingError && Scenario.IsList, read.Count > 0);
        }

        return string.Join("; ", differences);
    }

    /// <summary>
    /// Returns the requests of the client. If the fault makes requests time out, first stops the sandbox, because the log contains a
    /// request only after the sandbox has ended its response.
    /// </summary>
    private async Task<SandboxRequest[]> RequestsAsync(Stage stage, long lastSetUp)
    {
        SandboxRequest[] Own() => stage.Sandbox.Requests
            .Where(request => request.Number > lastSetUp && request.Headers.ContainsKey("User-Agent")).ToArray();
        if (Fault.Hangs)
        {
            stage.Dispose();
            for (int i = 0; i < 200 && Own().Length < Expected.Requests + Expected.Lookups; i++)
            {
                await Task.Delay(25);
            }
        }

        return Own();
    }

    private CompassErrorKind? ExpectedKind => Expected.Error switch
    {
        ExpectedError.None => null,
        ExpectedError.OfTheFault => Fault.Kind,
        _ => CompassErrorKind.OutcomeUnknown,
    };

    /// <summary>
    /// Returns the expected state as text. If the service must perform the operation, the state includes the change that the operation
    /// makes. In all other cases, it is the state before the operation.
    /// </summary>
    private string StateAfter(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        Dictionary<string, string> expected = new(before);
        if (Expected.IsDone && Scenario.Touches.Length > 0)
        {
            string now = after.GetValueOrDefault(Scenario.Touches, "gone");
            bool once = !now.Contains(" and ", StringComparison.Ordinal);
            expected[Scenario.Touches] = once && now.Contains(Scenario.Mark, StringComparison.Ordinal) ? now : "one object with " + Scenario.Mark;
            if (Scenario.Work == Work.Delete)
            {
                expected.Remove(Scenario.Touches);
            }
        }

        return Text(expected);
    }

    private static string Text(Dictionary<string, string> state) =>
        string.Join(", ", state.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}: {pair.Value}"));

    private static string Title(Scenario scenario, Fault fault, bool always) => $"{scenario.Operation}, {fault.Name}, {(always ? "always" : "once")}";
}
