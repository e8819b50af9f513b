using System;
using System.Collections.Concurrent;
using System.Management.Automation;

namespace CompassOps.Scripts;

/// <summary>
/// Collects warnings from other threads while a script runs. The pipeline thread writes the warnings when the script calls a command or
/// starts an iteration of a loop. If writing a warning could end the cmdlet, for example with <c>-WarningAction Stop</c>, the cmdlet writes
/// the warnings after the clean-up instead.
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

        // PowerShell runs an event action on the pipeline thread only if the action is a script block. The action runs when the script
        // calls a command or starts an iteration of a loop. In constrained language mode the action fails, so the cmdlet writes the
        // warnings after the script.
        ScriptBlock action = ScriptBlock.Create("$Event.MessageData.WriteWaiting()");
        _subscriber = cmdlet.Events.SubscribeEvent(null, null, _event, null, action, supportEvent: true, forwardEvent: false);
    }

    /// <summary>Adds a warning. Any thread can call this method.</summary>
    public void Add(string warning)
    {
        _waiting.Enqueue(warning);
        if (!_ended)
        {
            _cmdlet.Events.GenerateEvent(_event, null, [], new PSObject(this));
        }
    }

    /// <summary>Removes and returns the oldest warning that is not written yet, or null.</summary>
    public string? Next() => _waiting.TryDequeue(out string? warning) ? warning : null;

    /// <summary>
    /// Writes the collected warnings while the script runs. Does nothing if a warning could end the cmdlet, or if the current thread is not
    /// the pipeline thread. The script block in the constructor calls this method.
    /// </summary>
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

    /// <summary>Ends the writing of warnings. <see cref="Next"/> still returns the warnings that are not written yet.</summary>
    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            _cmdlet.Events.UnsubscribeEvent(_subscriber);
        }
    }
}
