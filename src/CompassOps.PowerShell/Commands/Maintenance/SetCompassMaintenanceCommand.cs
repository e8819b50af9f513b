using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;

namespace CompassOps.Commands;

/// <summary>
/// <c>Set-CompassMaintenance</c>: changes the specified properties of maintenance windows. All other properties stay the same.
/// </summary>
[Cmdlet(VerbsCommon.Set, "CompassMaintenance", SupportsShouldProcess = true)]
[OutputType(typeof(Maintenance))]
public sealed class SetCompassMaintenanceCommand : IdentifiedMaintenanceCmdlet
{
    private MaintenancePatch _patch = new();

    /// <summary>The description. Null or an empty text clears the description.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    public string? Description { get; set; }

    /// <summary>
    /// The new start. A value without an offset is local time. If neither -EndDate nor -Duration is specified, a piped maintenance window
    /// keeps its duration, and a window that is specified by its id keeps its end.
    /// </summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? StartDate { get; set; }

    /// <summary>The new end. A value without an offset is local time.</summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? EndDate { get; set; }

    /// <summary>
    /// The new duration, such as 30m, 2h, 1d or a timespan. The duration begins at <c>-StartDate</c> or at the current start.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Duration { get; set; }

    /// <summary>The new rules, which replace all existing rules.</summary>
    [Parameter]
    [Alias("Rules")]
    [RuleTransformation]
    public MaintenanceRule[]? Rule { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(StartDate), StartDate, Messages.GiveDate);
        RefuseEmpty(nameof(EndDate), EndDate, Messages.GiveDate);
        RefuseEmpty(nameof(Duration), Duration, Messages.GiveDuration);
        RefuseEmpty(nameof(Rule), Rule, Messages.GiveRule);
        try
        {
            MaintenanceTimes.Check(EndDate, Duration);
            _patch = new MaintenancePatch
            {
                Description = IsTyped(nameof(Description)) ? Description ?? "" : null,
                StartDate = StartDate,
                EndDate = EndDate ?? (StartDate + Duration),
                Rules = Rule,
            };
            if (_patch.IsEmpty && Duration is null)
            {
                throw new CompassArgumentException(Messages.NoMaintenanceChange, null);
            }

            _patch.Validate();
        }
        catch (CompassArgumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, null));
        }
    }

    private protected override string? Advice(object target, Exception failure) =>
        failure is CompassApiException { Kind: CompassErrorKind.Conflict } ? Messages.ActiveWindowOnlyEnd : base.Advice(target, failure);

    private protected override void Process(MaintenanceScope scope, string id)
    {
        if (Approve(Messages.ChangeWindow(id, scope)))
        {
            Run(id, token => ChangeAsync(scope, id, token));
        }
    }

    private async Task<Maintenance> ChangeAsync(MaintenanceScope scope, string id, CancellationToken cancellationToken)
    {
        MaintenancePatch patch = _patch;
        bool movesPiped = !IsTyped(nameof(Id)) && StartDate is not null && EndDate is null && Duration is null;
        if (movesPiped || (Duration is not null && StartDate is null))
        {
            // The new end depends on the current start or duration of the window. Read the window from the service, because a piped object
            // can be out of date.
            Maintenance present = await Client.GetMaintenanceAsync(scope, id, Observer, cancellationToken).ConfigureAwait(false);
            patch = patch with
            {
                EndDate = (StartDate ?? present.StartDate) + (Duration ?? present.Duration) ?? throw new CompassArgumentException(
                    Messages.DatesUnknown, nameof(StartDate)),
            };
            patch.Validate();
        }

        return await Client.UpdateMaintenanceAsync(scope, id, patch, Observer, cancellationToken).ConfigureAwait(false);
    }
}
