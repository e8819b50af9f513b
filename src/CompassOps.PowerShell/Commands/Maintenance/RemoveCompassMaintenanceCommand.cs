using System;
using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Cmdlets;
using CompassOps.Formatting;
using CompassOps.Planning;

namespace CompassOps.Commands;

/// <summary><c>Remove-CompassMaintenance</c>: deletes maintenance windows.</summary>
[Cmdlet(VerbsCommon.Remove, "CompassMaintenance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveCompassMaintenanceCommand : IdentifiedMaintenanceCmdlet
{
    private readonly Dictionary<string, MaintenanceScope> _scopes = new(StringComparer.Ordinal);

    /// <summary>Removes the maintenance windows without asking for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string? Advice(object target, Exception failure) =>
        failure is CompassApiException { Kind: CompassErrorKind.Conflict or CompassErrorKind.InvalidRequest } && _scopes.TryGetValue((string)target, out MaintenanceScope scope)
            ? Messages.ActiveWindowNotDeleted($"Stop-CompassMaintenance {DisplayText.Argument((string)target)} {DisplayText.ScopeParameter(scope)}")
            : base.Advice(target, failure);

    private protected override void Process(MaintenanceScope scope, string id)
    {
        if (Approve(Messages.RemoveWindow(id, scope), Force))
        {
            _scopes[id] = scope;
            RecentWindows.Of(Service.BaseUri).Forget(id);
            RunSilently(id, token => Client.DeleteMaintenanceAsync(scope, id, Observer, token));
        }
    }
}
