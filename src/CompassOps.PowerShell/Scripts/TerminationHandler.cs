#if NET
using System;
using System.Runtime.InteropServices;

namespace CompassOps.Scripts;

/// <summary>Runs an action before the signal SIGTERM or SIGHUP ends the process.</summary>
internal sealed class TerminationHandler : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    public TerminationHandler(Action action)
    {
        void Handle(PosixSignalContext context) => action();
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }
}
#endif
