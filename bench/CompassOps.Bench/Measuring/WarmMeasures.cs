using System.Collections.Generic;

namespace CompassOps.Bench.Measuring;

/// <summary>Measures pings and lists after thousands of warm-up calls, in one PowerShell process that runs during all rounds.</summary>
internal sealed class WarmMeasures
{
    /// <summary>
    /// The time in milliseconds that the server waits before each response, for measures over HTTPS. Each <see cref="BulkCase"/>
    /// specifies its own time instead.
    /// </summary>
    public const int Latency = 20;

    /// <summary>
    /// The maximum number of requests that run at the same time when the benchmark sends pings with <c>Invoke-RestMethod</c>.
    /// </summary>
    public const int RestAtOnce = 32;

    private readonly BenchOptions _options;
    private readonly ServerProcess _server;
    private readonly WarmShell _shell;
    private readonly Results _results;

    public WarmMeasures(BenchOptions options, ServerProcess server, WarmShell shell, Results results)
    {
        _options = options;
        _server = server;
        _shell = shell;
        _results = results;
    }

    private string Delayed => ServerProcess.After(_server.Http2, Latency);

    /// <summary>Returns the measures. Measures that are compared with each other run alternately.</summary>
    public IEnumerable<Measure> All()
    {
        if (ServerProcess.HasHttps)
        {
            foreach (BulkCase bulk in BulkCase.All)
            {
                yield return Bulk(bulk);
            }

            int pings = _options.Of(50), restPings = _options.Of(200), listed = _options.Of(2000);
            yield return Measure.Together(1, _results,
                (Keys.CmdletPing, () => _shell.Run($"Measure-CmdletPing {Delayed} {pings}") / pings),
                (Keys.ClientPing, () => _shell.Run($"Measure-ClientBulk {Delayed} {pings} 1") / pings),
                (Keys.RestPing, () => _shell.Run($"Measure-RestPing {Delayed} {pings}") / pings));
            yield return new Measure(Keys.RestBulk, () => _shell.Run($"Measure-RestBulk {Delayed} {restPings} {RestAtOnce}") / restPings);
            yield return Measure.Together(1, _results,
                (Keys.CmdletList, () => _shell.Run($"Measure-CmdletList {Delayed} {listed}")),
                (Keys.ClientList, () => _shell.Run($"Measure-ClientList {Delayed} {listed}")),
                (Keys.RestList, () => _shell.Run($"Measure-RestList {Delayed} {listed}")));
        }

        int longList = _options.Of(100_000);
        yield return Measure.Together(2, _results,
            (Keys.CmdletLongList, () => _shell.Run($"Measure-CmdletList {_server.Root} {longList}")),
            (Keys.RestLongList, () => _shell.Run($"Measure-RestList {_server.Root} {longList} 100")));
    }

    /// <summary>
    /// Warms up all measures alternately. If one measure warms up for too long, the runtime discards compiled code of the other
    /// measures.
    /// </summary>
    public void WarmUp()
    {
        const int Turns = 5;
        string[] roots = ServerProcess.HasHttps ? [_server.Root, _server.Http1, _server.Http2] : [_server.Root];
        int calls = (_options.WarmCalls + Turns - 1) / Turns;
        for (int turn = 0; turn < Turns; turn++)
        {
            foreach (string root in roots)
            {
                _shell.Run($"Measure-CmdletPing {root} {calls}");
                _shell.Run($"Measure-CmdletBulk {root} {calls} 32");
                _shell.Run($"Measure-ClientBulk {root} {calls} 32");
                _shell.Run($"Measure-CmdletList {root} {calls * 20}");
                _shell.Run($"Measure-ClientList {root} {calls * 20}");
            }

            _shell.Run($"Measure-RestPing {_server.Root} {calls}");
            _shell.Run($"Measure-RestList {_server.Root} {calls * 10} 100");
        }

        // Take each measure once, to open its connections before the first round.
        foreach (Measure measure in All())
        {
            measure.Take();
        }

        _results.Clear();
    }

    private Measure Bulk(BulkCase bulk)
    {
        string root = bulk.Root(_server);
        int pings = _options.Of(bulk.Pings);
        return Measure.Together(2, _results,
            (bulk.Cmdlet, () => _shell.Run($"Measure-CmdletBulk {root} {pings} {bulk.AtOnce}") / pings),
            (bulk.Client, () => _shell.Run($"Measure-ClientBulk {root} {pings} {bulk.AtOnce}") / pings));
    }
}
