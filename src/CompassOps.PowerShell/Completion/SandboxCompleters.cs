using System.Linq;
using CompassOps.Sandboxes;
#if NET
using System;
using CompassOps.Sandbox;
#endif

namespace CompassOps.Completion;

public sealed class SandboxIdCompleter : WordCompleter
{
    public SandboxIdCompleter()
#if NET
        : base(SandboxServer.Running.Select(static server => server.Id).ToArray())
#endif
    {
    }
}

public sealed class SandboxFaultKindCompleter : WordCompleter
{
    public SandboxFaultKindCompleter()
#if NET
        : base(Enum.GetNames<SandboxFaultKind>())
#endif
    {
    }
}

public sealed class SandboxBehaviorCompleter : WordCompleter
{
    public SandboxBehaviorCompleter()
#if NET
        : base([.. SandboxBehaviorNames.All])
#endif
    {
    }
}

/// <summary>Completes the OAuth scopes of access tokens.</summary>
public sealed class SandboxScopeCompleter : WordCompleter
{
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
    public SandboxOperationCompleter()
#if NET
        : base(SandboxOperations.Cmdlets.Concat(SandboxServer.Operations).ToArray())
#else
        : base(SandboxOperations.Cmdlets.ToArray())
#endif
    {
    }
}
