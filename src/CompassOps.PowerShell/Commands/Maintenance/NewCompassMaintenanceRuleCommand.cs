using System;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;

namespace CompassOps.Commands;

/// <summary><c>New-CompassMaintenanceRule</c>: creates rules for maintenance windows. Sends no request.</summary>
[Cmdlet(VerbsCommon.New, "CompassMaintenanceRule")]
[OutputType(typeof(MaintenanceRule))]
public sealed class NewCompassMaintenanceRuleCommand : CompassCmdlet
{
    private const string DefaultState = "Disabled";

    /// <summary>The ids of the integrations to which the rules apply.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [WordListTransformation]
    public string[]? IntegrationId { get; set; }

    /// <summary>The ids of the policies to which the rules apply.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [WordListTransformation]
    public string[]? PolicyId { get; set; }

    /// <summary>The ids of the syncs to which the rules apply.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [WordListTransformation]
    public string[]? SyncId { get; set; }

    /// <summary>
    /// The state of the integrations, policies or syncs during the maintenance window: Disabled, Enabled (policies only), or NoMaintenance.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [WordTransformation]
    [ArgumentCompleter(typeof(RuleStateCompleter))]
    public string? State { get; set; } = DefaultState;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(IntegrationId), IntegrationId, Messages.GiveIntegration);
        RefuseEmpty(nameof(PolicyId), PolicyId, Messages.GivePolicy);
        RefuseEmpty(nameof(SyncId), SyncId, Messages.GiveSync);
        RefuseEmpty(nameof(State), State, Messages.ForDefaultState(DefaultState));
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        int written = Write(IntegrationId, MaintenanceRule.Integration) + Write(PolicyId, MaintenanceRule.Policy) + Write(SyncId, MaintenanceRule.Sync);
        if (written == 0)
        {
            WriteError(ErrorRecords.Make(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument,
                Messages.RuleNeedsEntity, null));
        }
    }

    private int Write(string[]? ids, string type)
    {
        // An empty column of a piped CSV row specifies no ids, so the cmdlet creates no rules of this type.
        if (ids is null || Array.TrueForAll(ids, string.IsNullOrWhiteSpace))
        {
            return 0;
        }

        string state = KnownValues.RuleState(string.IsNullOrWhiteSpace(State) ? DefaultState : State!.Trim());
        foreach (string id in ids)
        {
            if (string.IsNullOrWhiteSpace(id))
            {
                WriteError(ErrorRecords.Make(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.RuleIdEmpty(type), id));
            }
            else if (state == MaintenanceRule.Enabled && type != MaintenanceRule.Policy)
            {
                WriteError(ErrorRecords.Make(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument,
                    Messages.RuleCannotEnable(type, id), id));
            }
            else
            {
                WriteObject(new MaintenanceRule(state, type, id));
            }
        }

        return ids.Length;
    }
}
