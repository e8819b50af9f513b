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

/// <summary><c>Set-CompassMaintenance</c>: changes what is given and nothing else.</summary>
[Cmdlet(VerbsCommon.Set, "CompassMaintenance", SupportsShouldProcess = true)]
[OutputType(typeof(Maintenance))]
public sealed class SetCompassMaintenanceCommand : IdentifiedMaintenanceCmdlet
{
    private MaintenancePatch _patch = new();

    /// <summary>What the window is for; null or nothing clears it.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    public string? Description { get; set; }

    /// <summary>When it opens. Without a zone it is local time. A piped window that is given this alone keeps its duration.</summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? StartDate { get; set; }

    /// <summary>When it closes. Without a zone it is local time.</summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? EndDate { get; set; }

    /// <summary>How long it lasts, from <c>-StartDate</c> or from the start that it has: 30m, 2h, 1d or a timespan.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Duration { get; set; }

    /// <summary>What is switched off or on meanwhile. It replaces all rules.</summary>
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

    /// <inheritdoc />
    private protected override string? Advice(object target, Exception failure) =>
        failure is CompassApiException { Kind: CompassErrorKind.Conflict } ? Messages.ActiveWindowOnlyEnd : base.Advice(target, failure);

    /// <inheritdoc />
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
            // As the window is now, never as the piped object says it was.
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
