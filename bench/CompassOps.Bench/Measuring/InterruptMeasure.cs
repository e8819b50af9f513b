using System;

namespace CompassOps.Bench.Measuring;

/// <summary>
/// Measures the time from Ctrl+C to the next prompt. The interrupted command waits for responses that the server never sends.
/// </summary>
internal sealed class InterruptMeasure : IDisposable
{
    private const int InFlight = 32;

    private readonly BenchOptions _options;
    private readonly ServerProcess _server;
    private readonly Action<string> _say;
    private Terminal _terminal;

    /// <exception cref="MeasureException">This machine cannot provide a terminal.</exception>
    public InterruptMeasure(BenchOptions options, ServerProcess server, Action<string> say)
    {
        _options = options;
        _server = server;
        _say = say;
        _terminal = new Terminal(options, server.Root);
    }

    /// <summary>Returns the seconds from Ctrl+C to the next prompt. Returns null if the measure fails.</summary>
    public double? Take()
    {
        try
        {
            _terminal.Type($"hold {InFlight}");
            _server.WaitForHeld(InFlight);
            double seconds = _terminal.Interrupt();
            _server.WaitForHeld(0);
            return seconds;
        }
        catch (MeasureException failure)
        {
            _say($"The Ctrl+C measure failed in this round: {failure.Message}");
            _terminal.Dispose();
            _terminal = new Terminal(_options, _server.Root);
            return null;
        }
    }

    public void Dispose() => _terminal.Dispose();
}
