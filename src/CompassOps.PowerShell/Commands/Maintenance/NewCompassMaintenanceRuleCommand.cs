using System;
using System.Management.Automation;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;

namespace CompassOps.Commands;

/// <summary><c>New-CompassMaintenanceRule</c>: says what a window switches off or on. It makes an object and asks nobody.</summary>
[Cmdlet(VerbsCommon.New, "CompassMaintenanceRule")]
[OutputType(typeof(MaintenanceRule))]
public sealed class NewCompassMaintenanceRuleCommand : CompassCmdlet
{
    private const string DefaultState = "Disabled";

    /// <summary>Integrations, by id.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    public string[]? IntegrationId { get; set; }

    /// <summary>Policies, by id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    public string[]? PolicyId { get; set; }

    /// <summary>Syncs, by id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    public string[]? SyncId { get; set; }

    /// <summary>What they are meanwhile: Disabled, Enabled (policies only), NoMaintenance.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(RuleStateCompleter))]
    public string? State { get; set; } = DefaultState;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(IntegrationId), IntegrationId, "Give the id of an integration.");
        RefuseEmpty(nameof(PolicyId), PolicyId, "Give the id of a policy.");
        RefuseEmpty(nameof(SyncId), SyncId, "Give the id of a sync.");
        RefuseEmpty(nameof(State), State, $"Leave it out for {DefaultState}.");
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        int written = Write(IntegrationId, MaintenanceRule.Integration) + Write(PolicyId, MaintenanceRule.Policy) + Write(SyncId, MaintenanceRule.Sync);
        if (written == 0)
        {
            WriteError(ErrorRecords.Make("InvalidArgument", ErrorCategory.InvalidArgument,
                "A rule needs what it applies to: give -IntegrationId, -PolicyId or -SyncId.", null));
        }
    }

    private int Write(string[]? ids, string type)
    {
        // A row's blank cell is a parameter that was left out.
        if (ids is null || Array.TrueForAll(ids, string.IsNullOrWhiteSpace))
        {
            return 0;
        }

        string state = KnownValues.RuleState(string.IsNullOrWhiteSpace(State) ? DefaultState : State!.Trim());
        foreach (string id in ids)
        {
            if (string.IsNullOrWhiteSpace(id))
            {
                WriteError(ErrorRecords.Make("InvalidArgument", ErrorCategory.InvalidArgument, $"The id of a rule's {type} is empty.", id));
            }
            else if (state == MaintenanceRule.Enabled && type != MaintenanceRule.Policy)
            {
                WriteError(ErrorRecords.Make("InvalidArgument", ErrorCategory.InvalidArgument,
                    $"The {type} '{id}' cannot be enabled by a maintenance window; policies can. Use -State Disabled or NoMaintenance.", id));
            }
            else
            {
                WriteObject(new MaintenanceRule(state, type, id));
            }
        }

        return ids.Length;
    }
}
