using System;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Teams;

namespace CompassOps.Cmdlets;

/// <summary>
/// The base class of cmdlets that act on existing heartbeats. From a piped object, this class reads only the name and the team.
/// </summary>
public abstract class NamedHeartbeatCmdlet : ServiceCmdlet
{
    /// <summary>The names of the heartbeats. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(HeartbeatNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The team of the heartbeats, by id, name, ARI or page address. Default: the connection's default team.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>The maximum number of requests that are in progress at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    private protected override int RequestLimit => Name is { Length: 1 } && !MyInvocation.ExpectingInput ? 1 : ThrottleLimit;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeam);
        RefuseEmpty(nameof(Name), Name, Messages.GiveHeartbeatName);
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
                    throw new CompassArgumentException(Messages.HeartbeatNameEmpty, nameof(Name));
                }

                Process(TeamLookup.Resolve(this, TeamResolver.OfHeartbeat(TeamId, Service)), name);
            }
            catch (Exception exception) when (exception is CompassApiException or CompassArgumentException or TimeoutException)
            {
                WriteFailure(exception, name, Messages.Heartbeat(name));
            }
        }
    }

    private protected override string? Advice(object target, Exception failure) =>
        failure is not CompassApiException { Kind: CompassErrorKind.NotFound } ? null
        : WildcardPattern.ContainsWildcardCharacters(target as string ?? "")
            ? Messages.LiteralHeartbeatName
            : Messages.CheckHeartbeatCase;

    private protected sealed override string DescribeTarget(object target) => Messages.Heartbeat((string)target);

    /// <summary>Asks the user for confirmation if necessary, and starts the request for one heartbeat.</summary>
    private protected abstract void Process(string teamId, string name);
}
