using System;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Teams;

namespace CompassOps.Cmdlets;

/// <summary>A cmdlet that acts on heartbeats that exist: it takes their identity, and nothing else of them, from the pipeline.</summary>
public abstract class NamedHeartbeatCmdlet : BulkCmdlet
{
    /// <summary>The heartbeats' names, taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(HeartbeatNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The team they belong to: its id, ARI, or the address of its page; the connection's default one where it is left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, HeartbeatTeam.EmptyHint);
        RefuseEmpty(nameof(Name), Name, "Give the name of a heartbeat.");
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string name in Name is { Length: > 0 } names ? names : new[] { "" })
        {
            try
            {
                if (string.IsNullOrWhiteSpace(name))
                {
                    throw new CompassArgumentException("A heartbeat's name is empty.", nameof(Name));
                }

                Process(HeartbeatTeam.Resolve(TeamId, Service), name);
            }
            catch (CompassArgumentException exception)
            {
                WriteFailure(exception, name, Describe(name));
            }
        }
    }

    /// <inheritdoc />
    private protected override string? Advice(object target, Exception failure) =>
        failure is not CompassApiException { Kind: CompassErrorKind.NotFound } ? null
        : WildcardPattern.ContainsWildcardCharacters(target as string ?? "")
            ? "The name is taken as it stands: wildcards are for Get-CompassHeartbeat, whose output can be piped here."
            : "Check its case as well: Get-CompassHeartbeat, with a wildcard or without a name, shows how it is written.";

    /// <inheritdoc />
    private protected override bool IsAlone => IsTypedAlone && Name is { Length: 1 };

    /// <summary>How a person names a heartbeat.</summary>
    private protected static string Describe(string name) => $"Heartbeat '{name}'";

    /// <inheritdoc />
    private protected sealed override string DescribeTarget(object target) => Describe((string)target);

    /// <summary>Approves and starts the one thing that this cmdlet does to a heartbeat.</summary>
    private protected abstract void Process(string teamId, string name);
}
