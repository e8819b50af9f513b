using System;
using System.Management.Automation;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Formatting;
using CompassOps.Scripts;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary>
/// <c>Use-CompassMaintenance</c>: runs a script inside a maintenance window. Opens the window, waits until it is active, and runs the
/// script. Then closes the window, even if the script fails. With <c>-KeepOnFailure</c>, a failure of the script leaves the window open.
/// </summary>
[Cmdlet(VerbsOther.Use, "CompassMaintenance", SupportsShouldProcess = true)]
public sealed class UseCompassMaintenanceCommand : ScriptCmdlet
{
    private static readonly TimeSpan LongestRetryWait = TimeSpan.FromSeconds(15);

    private MaintenanceScope _scope;
    private string _id = "";
    private Exception? _closeFailure;

    /// <summary>The team, by id, name, ARI or page address. Specify either <c>-TeamId</c> or <c>-Global</c>.</summary>
    [Parameter]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>Creates a global maintenance window, which affects all teams.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <summary>The rules of the maintenance window. To create rules, use New-CompassMaintenanceRule.</summary>
    [Parameter(Mandatory = true)]
    [Alias("Rules")]
    [AllowEmptyCollection]
    [AllowNull]
    [RuleTransformation]
    public MaintenanceRule[]? Rule { get; set; }

    /// <summary>
    /// The maximum time that the maintenance window stays open, such as 30m, 2h, 1d or a timespan. With <c>-Extend</c>, the time starts
    /// again at each extension.
    /// </summary>
    [Parameter(Mandatory = true)]
    [AllowNull]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Duration { get; set; }

    /// <summary>The description of the maintenance window.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    public string? Description { get; set; }

    /// <summary>
    /// Extends the maintenance window repeatedly until the script ends, so that -Duration can be short. If PowerShell crashes, the window
    /// then mutes alerts only for this short time.
    /// </summary>
    [Parameter]
    public SwitchParameter Extend { get; set; }

    /// <summary>If the script fails, leaves the maintenance window open until its end date.</summary>
    [Parameter]
    public SwitchParameter KeepOnFailure { get; set; }

    /// <summary>
    /// The maximum time, in seconds, to wait until the maintenance window is active. If this time expires, the script does not run.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override TimeSpan? TimeLimit => TimeSpan.FromSeconds(TimeoutSec);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeamOrGlobal);
        RefuseEmpty(nameof(Duration), Duration, Messages.GiveWindowDuration);
        RefuseEmpty(nameof(Rule), Rule, Messages.GiveWindowRule);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        MaintenanceCreate request = Request();
        if (!Approve(Messages.RunInWindow(_scope, Duration!.Value)))
        {
            return;
        }

        using MaintenanceSession session = new(Client, _scope, request, Service.StartStopwatch(), Observer);
        using IDisposable termination = OnTermination(session.CloseAsync, failure => LeftOpen(session, failure));
        using ScriptNotices? notices = Extend ? new ScriptNotices(this) : null;
        using PeriodicTask? extension = Open(session, notices);
        RunScript(
            result =>
            {
                notices?.Dispose();
                extension?.Dispose();
                if (KeepOnFailure && result.Outcome == ScriptOutcome.Failure)
                {
                    session.KeepOpen();
                }
                else
                {
                    _closeFailure = CleanUp(result.Outcome == ScriptOutcome.Interrupted, session.CloseAsync);
                    ReportAfterStop(LeftOpen(session, _closeFailure));
                }
            },
            result => ReportEnd(session, result, notices));
    }

    private protected override string FailureSummary(int exitCode) =>
        Messages.FailedByExitCode(exitCode) + (KeepOnFailure || _closeFailure is not null ? "" : " " + Messages.WindowEnded(_id));

    private MaintenanceCreate Request()
    {
        try
        {
            _scope = TeamLookup.Resolve(this, TeamResolver.OfNewWindow(TeamId, IsTyped(nameof(TeamId)), null, Global));
            MaintenanceTimes.Check(null, Duration);
            DateTimeOffset start = Service.Now;
            MaintenanceCreate request = new()
            {
                Description = string.IsNullOrEmpty(Description) ? null : Description,
                StartDate = start,
                EndDate = MaintenanceTimes.End(start, null, Duration),
                Rules = Rule ?? Array.Empty<MaintenanceRule>(),
            };
            request.Validate();
            return request;
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, Description, "Maintenance"));
            throw;
        }
        catch (TimeoutException late)
        {
            ThrowNotOpened(late, TeamId);
            throw;
        }
    }

    // Opens the window and waits until it is active. With -Extend, also starts the extension. Closes the window after any exception.
    private PeriodicTask? Open(MaintenanceSession session, ScriptNotices? notices)
    {
        try
        {
            _id = Create(session).Id;
            WaitUntilActive(session);
            return notices is null ? null : StartExtending(session, notices);
        }
        catch (Exception exception)
        {
            _closeFailure = CleanUp(interrupted: true, session.CloseAsync);
            ReportAfterStop(LeftOpen(session, _closeFailure));
            ReportBefore(exception, () => ReportClosing(session));
            throw;
        }
    }

    private Maintenance Create(MaintenanceSession session)
    {
        try
        {
            return AwaitInTime(session.OpenAsync, Messages.NotInTime);
        }
        catch (CompassApiException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, Description, Messages.WindowNotOpened));
            throw;
        }
        catch (TimeoutException late)
        {
            ThrowNotOpened(late, Description);
            throw;
        }
    }

    private void WaitUntilActive(MaintenanceSession session)
    {
        try
        {
            string? status = AwaitInTime(session.WaitUntilActiveAsync, Messages.NotInTime);
            if (MaintenanceStatus.IsOver(status))
            {
                string reason = MaintenanceStatus.IsCancelled(status) ? Messages.WindowCancelledAtOnce(_id) : Messages.WindowCannotBecomeActive(_id, status!);
                ThrowFailure(ErrorIds.WindowNotActive, ErrorCategory.InvalidResult, reason, _id);
            }
        }
        catch (TimeoutException)
        {
            ThrowFailure(ErrorIds.WindowNotActive, ErrorCategory.OperationTimeout, Messages.WindowNotActive(_id, session.Status, TimeoutSec), _id);
        }
        catch (CompassApiException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, _id, Messages.WindowNotFoundActive(_id)));
        }
    }

    private void ThrowNotOpened(TimeoutException late, string? target) =>
        ThrowFailure(ErrorIds.WindowNotActive, ErrorCategory.OperationTimeout, Messages.ItemError(Messages.WindowNotOpened, late.Message), target);

    private PeriodicTask StartExtending(MaintenanceSession session, ScriptNotices notices)
    {
        TimeSpan step = new(Duration!.Value.Ticks / 3);
        TimeSpan retryWait = step < LongestRetryWait ? step : LongestRetryWait;
        return new PeriodicTask(
            async token =>
            {
                await session.ExtendAsync(token).ConfigureAwait(false);
                return step;
            },
            step,
            retryWait)
        {
            OnFailure = failure => notices.Add(Messages.NotExtended(_id, session.End, Reason(failure))),
            OnRecovery = () => notices.Add(Messages.ExtendedAgain(_id, session.End)),
        }.Start();
    }

    private void ReportEnd(MaintenanceSession session, ScriptResult result, ScriptNotices? notices)
    {
        ReportLeftOpen(session);
        if (KeepOnFailure && result.Outcome == ScriptOutcome.Failure)
        {
            Report(Messages.WindowKept(_id, result.FailedExitCode, StopCommand()));
        }
        else if (result.FailedExitCode is { } code && !ErrorOnExitCode)
        {
            Report(FailureSummary(code));
        }

        if (session.EndedEarlier is { } ended)
        {
            Report(MaintenanceStatus.IsCancelled(ended.Status)
                ? Messages.WindowCancelledEarlier(_id)
                : Messages.WindowEndedEarlier(_id, ended.EndDate, Extend));
        }

        Report(notices);
        ReportRequests();
    }

    // Reports a window that is still open or can still be open. Also reports the id of an ended window if the id was unknown before the
    // clean-up, because the response to the create request was late or lost.
    private void ReportClosing(MaintenanceSession session)
    {
        ReportLeftOpen(session);
        if (_id.Length == 0 && session.Id is { } id && _closeFailure is null)
        {
            Report(Messages.WindowEnded(id));
        }
    }

    private void ReportLeftOpen(MaintenanceSession session)
    {
        if (LeftOpen(session, _closeFailure) is { } message)
        {
            Report(ErrorRecords.Make(ErrorIds.WindowLeftOpen, ErrorCategory.CloseError, message, session.Id ?? Description));
        }
    }

    // If the window is still open or can still be open, returns an error message. Otherwise returns null.
    private string? LeftOpen(MaintenanceSession session, Exception? failure) =>
        session.MayBeOpen ? Messages.WindowMayBeOpen(Description, session.End, failure is null ? null : Reason(failure), $"Get-CompassMaintenance {OfScope()} -Type {KnownValues.NonExpired}")
        : failure is not null && session.Id is { } id ? Messages.WindowLeftOpen(id, Reason(failure), $"Stop-CompassMaintenance {DisplayText.Argument(id)} {OfScope()}")
        : null;

    private string StopCommand() => $"Stop-CompassMaintenance {DisplayText.Argument(_id)} {OfScope()}";

    private string OfScope() =>
        DisplayText.ScopeParameter(_scope) + (IsTyped(nameof(Connection)) ? $" -Connection {DisplayText.Argument(Service.Name)}" : "");
}
