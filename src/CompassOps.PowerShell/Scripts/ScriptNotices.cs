using System;
using System.Collections.Concurrent;
using System.Management.Automation;

namespace CompassOps.Scripts;

/// <summary>
/// Warnings from other threads while a script runs. The shell writes them between two statements of the script; those that might end the
/// cmdlet wait until after the clean-up.
/// </summary>
internal sealed class ScriptNotices : IDisposable
{
    private readonly ConcurrentQueue<string> _waiting = new();
    private readonly string _event = "CompassOps." + Guid.NewGuid().ToString("N");
    private readonly PSCmdlet _cmdlet;
    private readonly PSEventSubscriber _subscriber;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile bool _ended;

    public ScriptNotices(PSCmdlet cmdlet)
    {
        _cmdlet = cmdlet;

        // Only the action of a script block runs on the pipeline's thread: in loops and between functions of the script.
        // In the constrained language it fails, and the warnings wait.
        ScriptBlock action = ScriptBlock.Create("$Event.MessageData.WriteWaiting()");
        _subscriber = cmdlet.Events.SubscribeEvent(null, null, _event, null, action, supportEvent: true, forwardEvent: false);
    }

    /// <summary>Adds a warning, on any thread.</summary>
    public void Add(string warning)
    {
        _waiting.Enqueue(warning);
        if (!_ended)
        {
            _cmdlet.Events.GenerateEvent(_event, null, [], new PSObject(this));
        }
    }

    /// <summary>Returns the next warning that was not written yet, or null.</summary>
    public string? Next() => _waiting.TryDequeue(out string? warning) ? warning : null;

    /// <summary>Writes the warnings that wait, if this is the pipeline's thread. The shell calls it.</summary>
    public void WriteWaiting()
    {
        if (_ended || Environment.CurrentManagedThreadId != _thread || StreamPreference.WarningsMayEnd(_cmdlet))
        {
            return;
        }

        while (Next() is { } warning)
        {
            _cmdlet.WriteWarning(warning);
        }
    }

    /// <summary>Writes no more while the script runs.</summary>
    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            _cmdlet.Events.UnsubscribeEvent(_subscriber);
        }
    }
}
