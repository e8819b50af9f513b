using System.Linq;
using CompassOps.Sandboxes;
#if NET
using System;
using CompassOps.Sandbox;
#endif

namespace CompassOps.Completion;

/// <summary>Completes the ids of the sandboxes in this process.</summary>
public sealed class SandboxIdCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public SandboxIdCompleter()
#if NET
        : base(SandboxServer.Running.Select(static server => server.Id).ToArray())
#endif
    {
    }
}

/// <summary>Completes the kinds of faults that a sandbox can simulate.</summary>
public sealed class SandboxFaultKindCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public SandboxFaultKindCompleter()
#if NET
        : base(Enum.GetNames<SandboxFaultKind>())
#endif
    {
    }
}

/// <summary>Completes the behaviors of real services that a sandbox can simulate.</summary>
public sealed class SandboxBehaviorCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public SandboxBehaviorCompleter()
#if NET
        : base([.. SandboxBehaviorNames.All])
#endif
    {
    }
}

/// <summary>Completes the scopes of access tokens.</summary>
public sealed class SandboxScopeCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public SandboxScopeCompleter()
#if NET
        : base([.. SandboxScopes.All])
#endif
    {
    }
}

/// <summary>Completes the names of cmdlets and service operations for which a sandbox can simulate a fault.</summary>
public sealed class SandboxOperationCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public SandboxOperationCompleter()
#if NET
        : base(SandboxOperations.Cmdlets.Concat(SandboxServer.Operations).ToArray())
#else
        : base(SandboxOperations.Cmdlets.ToArray())
#endif
    {
    }
}
