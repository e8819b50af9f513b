using System;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Teams;

namespace CompassOps.Cmdlets;

/// <summary>
/// The base class of cmdlets that act on existing maintenance windows. From a piped object, this class reads only the id, the team and the
/// scope.
/// </summary>
public abstract class IdentifiedMaintenanceCmdlet : ServiceCmdlet
{
    /// <summary>The ids of the maintenance windows.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(MaintenanceIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>
    /// The team of the maintenance windows, by id, name, ARI or page address. If no team is specified, the windows are global.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>Specifies that the maintenance windows are global. This is the default if no team is specified.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <summary>The scope of a piped maintenance window: Team or Global.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [AllowEmptyString]
    [AllowNull]
    [TextTransformation]
    public string? Scope { get; set; }

    /// <summary>The maximum number of requests that are in progress at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

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

    private protected override string? Advice(object target, Exception failure) =>
        failure is CompassApiException { Kind: CompassErrorKind.NotFound } missing && missing.Operation.Contains("Global") && IsAssumedGlobal
            ? Messages.LookedAmongGlobal
            : null;

    /// <summary>Whether the user specified neither a team nor a scope. The cmdlet then treats the maintenance window as global.</summary>
    private protected bool IsAssumedGlobal => TeamResolver.IsAssumedGlobal(TeamId, Scope, Global);

    private protected sealed override string DescribeTarget(object target) => Messages.Maintenance((string)target);

    /// <summary>Asks the user for confirmation if necessary, and starts the request for one maintenance window.</summary>
    private protected abstract void Process(MaintenanceScope scope, string id);
}
