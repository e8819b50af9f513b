using System;

namespace CompassOps;

/// <summary>A connection to one site's service, as <c>Connect-Compass</c> makes it. It shows no secret in any view.</summary>
public sealed class CompassConnection
{
    private readonly Func<DateTimeOffset> _now;

    internal CompassConnection(CompassClient client, string name, Func<DateTimeOffset>? now = null)
    {
        Client = client;
        Name = name;
        _now = now ?? (static () => DateTimeOffset.UtcNow);
    }

    /// <summary>The name under which <c>-Connection</c> finds it.</summary>
    public string Name { get; }

    /// <summary>The site it was found by (<c>acme</c> of <c>acme.atlassian.net</c>), or null.</summary>
    public string? Site { get; internal init; }

    /// <summary>The id of the site's cloud.</summary>
    public string CloudId { get; internal init; } = "";

    /// <summary>Which product's addresses are used.</summary>
    public CompassProduct Product => Client.Product;

    /// <summary>The address below which all operations lie.</summary>
    public Uri BaseUri => Client.BaseAddress;

    /// <summary>The e-mail address that signs in.</summary>
    public string User { get; internal init; } = "";

    /// <summary>The team that heartbeat cmdlets use when none is given, or null. Maintenance cmdlets never use it.</summary>
    public string? TeamId { get; internal init; }

    /// <summary>Whether this is a sandbox: nobody's alerts depend on it.</summary>
    public bool IsSandbox { get; internal init; }

    /// <summary><c>Sandbox</c> or <c>Production</c>.</summary>
    public string Environment => IsSandbox ? "Sandbox" : "Production";

    /// <summary>How long one attempt may take, in seconds.</summary>
    public double TimeoutSec { get; internal init; }

    /// <summary>How often a request is repeated at the most.</summary>
    public int MaximumRetryCount { get; internal init; }

    /// <summary>The first pause before a repeat, in seconds; it doubles from there.</summary>
    public double RetryIntervalSec { get; internal init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset ConnectedAt { get; } = DateTimeOffset.Now;

    /// <summary>The client that talks to the service.</summary>
    internal CompassClient Client { get; }

    /// <summary>Whether it was disconnected.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>What the service's clock shows, as far as that is known: a sandbox in this process has a clock of its own.</summary>
    internal DateTimeOffset Now => _now();

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Ends it; what is under way fails.</summary>
    internal void Close()
    {
        IsClosed = true;
        Client.Dispose();
    }
}
