// One cell of the matrix: an operation meets a fault.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>A case, which can be run and says what is not as expected.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Scenario">What is called.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Expected">What has to come of it.</param>
/// <param name="Orders">The faults that the sandbox is told to show.</param>
internal sealed record Case(string Name, Scenario Scenario, Fault Fault, Expectation Expected, params SandboxFault[] Orders)
{
    /// <summary>The operation itself meets the fault, the first time or every time.</summary>
    public static Case OfOperation(Scenario scenario, Fault fault, bool always) => new(
        Title(scenario, fault, always),
        scenario,
        fault,
        Expectation.Of(scenario, fault, always),
        fault.IsOutside ? fault.Order : fault.Order with { Operation = scenario.Operation, Count = always ? null : 1 });

    /// <summary>A create is done and its answer lost; the look for it meets the fault.</summary>
    public static Case OfLook(Scenario scenario, Fault fault, bool always) => new(
        Title(scenario, fault, always) + ", while it looks",
        scenario,
        fault with { Says = null },
        Expectation.OfLook(scenario, fault, always),
        new SandboxFault { Kind = SandboxFaultKind.ResetAfter, Operation = scenario.Operation, Count = 1 },
        fault.Order with { Operation = scenario.LookUp, Count = always ? null : 1 });

    /// <summary>Runs cases side by side; if any fails, names all that do.</summary>
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

    /// <summary>Calls the operation and compares what came of it; returns what is not as Expected.</summary>
    private async Task<string> RunAsync()
    {
        using Stage stage = await Stage.SetAsync(Fault.Hangs ? TimeSpan.FromSeconds(2) : null);
        Dictionary<string, string> before = await stage.StateAsync();
        JumpingClock clock = new();
        List<string> read = [];
        CompassApiException? failure = null;
        long already;
        using (CompassClient client = new(Scenario.Options(stage), null, clock))
        {
            // Only from its first answer on does a client know what a caller that waits may do.
            await client.ListTeamsAsync();
            already = stage.Sandbox.Requests[^1].Number;
            foreach (SandboxFault order in Orders)
            {
                stage.Sandbox.AddFault(order);
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
                return $"it ended in {error}";
            }
        }

        stage.Sandbox.ClearFaults();
        Dictionary<string, string> after = await stage.StateAsync();
        SandboxRequest[] requests = await RequestsAsync(stage, already);
        List<string> differences = [];
        void Expect<T>(string what, T wanted, T was)
        {
            if (!EqualityComparer<T>.Default.Equals(wanted, was))
            {
                differences.Add($"{what} {was} instead of {wanted}");
            }
        }

        Expect("the error is", Expected.Kind?.ToString() ?? "none", failure is null ? "none" : failure.Kind.ToString());
        Expect("the requests are", Expected.Requests, requests.Count(request => request.Operation == Scenario.Operation));
        Expect("the looks are", Expected.Looks, requests.Count(request => request.Operation == Scenario.LookUp));
        Expect("requests in all", Expected.Requests + Expected.Looks, requests.Length);
        Expect("the state is", StateAfter(before, after), Text(after));
        Expect("it waited long enough", true, clock.Waited >= Fault.Asks * (Math.Max(Expected.Requests, 1) - 1) || Expected.Looks > 0);
        Expect("it waited no longer than it may", true, clock.Waited <= TimeSpan.FromSeconds(3 * 50));
        if (failure is null)
        {
            Expect("nothing was read", false, read.Count == 0 && Scenario.Work != Work.Delete);
        }
        else
        {
            Expect("the operation is", true, failure.Operation == Scenario.Operation || failure.Operation == Scenario.LookUp);
            Expect("a remedy is there", true, !string.IsNullOrWhiteSpace(failure.Remedy));
            Expect("one line of text", false, failure.Message.Any(char.IsControl));
            Expect("the service says", Fault.Says ?? failure.ServiceMessage, failure.ServiceMessage);
            Expect("what the page holds was read", Fault.Kind == CompassErrorKind.PagingError && Scenario.IsList, read.Count > 0);
        }

        return string.Join("; ", differences);
    }

    /// <summary>The client's own requests. One that is held up is written down when the sandbox stops.</summary>
    private async Task<SandboxRequest[]> RequestsAsync(Stage stage, long already)
    {
        SandboxRequest[] Own() => stage.Sandbox.Requests
            .Where(request => request.Number > already && request.Headers.ContainsKey("User-Agent")).ToArray();
        if (Fault.Hangs)
        {
            stage.Dispose();
            for (int i = 0; i < 200 && Own().Length < Expected.Requests + Expected.Looks; i++)
            {
                await Task.Delay(25);
            }
        }

        return Own();
    }

    /// <summary>The state before, with what the operation changes changed, and nothing else.</summary>
    private string StateAfter(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        Dictionary<string, string> wanted = new(before);
        if (Expected.IsDone && Scenario.Touches.Length > 0)
        {
            string now = after.GetValueOrDefault(Scenario.Touches, "gone");
            bool once = !now.Contains(" and ", StringComparison.Ordinal);
            wanted[Scenario.Touches] = once && now.Contains(Scenario.Mark, StringComparison.Ordinal) ? now : "one with " + Scenario.Mark;
            if (Scenario.Work == Work.Delete)
            {
                wanted.Remove(Scenario.Touches);
            }
        }

        return Text(wanted);
    }

    private static string Text(Dictionary<string, string> state) =>
        string.Join(", ", state.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}: {pair.Value}"));

    private static string Title(Scenario scenario, Fault fault, bool always) => $"{scenario.Operation}, {fault.Name}, {(always ? "always" : "once")}";
}
