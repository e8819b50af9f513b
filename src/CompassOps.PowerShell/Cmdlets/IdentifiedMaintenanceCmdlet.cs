using System;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Teams;

namespace CompassOps.Cmdlets;

/// <summary>A cmdlet that acts on existing windows. From the pipeline it binds only ids, teams and scopes.</summary>
public abstract class IdentifiedMaintenanceCmdlet : ServiceCmdlet
{
    /// <summary>The windows' ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(MaintenanceIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>The team of the windows: its id, ARI, or the address of its page. Without it, the windows are global.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>Selects global windows, which is the default without <c>-TeamId</c>.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <summary>The scope of a piped window: Team or Global.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? Scope { get; set; }

    /// <summary>The largest number of requests in flight.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <inheritdoc />
    private protected override int RequestLimit => Id is { Length: 1 } && !MyInvocation.ExpectingInput ? 1 : ThrottleLimit;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeamOrGlobal);
        RefuseEmpty(nameof(Id), Id, Messages.GiveMaintenanceId);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string id in Id is { Length: > 0 } ids ? ids : new[] { "" })
        {
            try
            {
                if (string.IsNullOrWhiteSpace(id))
                {
                    throw new CompassArgumentException(Messages.MaintenanceIdEmpty, nameof(Id));
                }

                Process(TeamLookup.Resolve(this, TeamResolver.OfExistingWindow(TeamId, IsTyped(nameof(TeamId)), Scope, Global)), id);
            }
            catch (Exception exception) when (exception is CompassApiException or CompassArgumentException or TimeoutException)
            {
                WriteFailure(exception, id, Messages.Maintenance(id));
            }
        }
    }

    /// <inheritdoc />
    private protected override string? Advice(object target, Exception failure) =>
        failure is CompassApiException { Kind: CompassErrorKind.NotFound } missing && missing.Operation.Contains("Global") && IsAssumedGlobal
            ? Messages.LookedAmongGlobal
            : null;

    /// <summary>Whether no scope is specified, so that the window counts as global.</summary>
    private protected bool IsAssumedGlobal => TeamResolver.IsAssumedGlobal(TeamId, Scope, Global);

    /// <inheritdoc />
    private protected sealed override string DescribeTarget(object target) => Messages.Maintenance((string)target);

    /// <summary>Asks for approval, and starts this cmdlet's request for a window.</summary>
    private protected abstract void Process(MaintenanceScope scope, string id);
}
