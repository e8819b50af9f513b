using System;
#if NET
using System.Runtime.InteropServices;
#endif

namespace CompassOps.Scripts;

/// <summary>
/// Runs an action before the process ends: after the signal SIGTERM or SIGHUP, or after a call of <c>[Environment]::Exit</c>. .NET
/// Framework cannot handle the signals.
/// </summary>
internal sealed class TerminationHandler : IDisposable
{
    private readonly object _lock = new();
    private readonly Action _action;
    private bool _hasRun;
#if NET
    private readonly PosixSignalRegistration[] _registrations;
#endif

    public TerminationHandler(Action action)
    {
        _action = action;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
#if NET
        void Handle(PosixSignalContext context) => RunOnce();
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
#endif
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
#if NET
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
#endif
    }

    private void OnExit(object? sender, EventArgs arguments) => RunOnce();

    // SIGTERM also causes the event ProcessExit. A second call waits for the end of the first call, because the process ends after each call.
    private void RunOnce()
    {
        lock (_lock)
        {
            if (!_hasRun)
            {
                _action();
                _hasRun = true;
            }
        }
    }
}
