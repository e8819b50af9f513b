using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Formatting;
using CompassOps.Scripts;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary>
/// <c>Use-CompassMaintenance</c>: runs a script inside a maintenance window. It opens the window, waits until it is active, runs the
/// script, and ends the window early, however the script ends.
/// </summary>
[Cmdlet(VerbsOther.Use, "CompassMaintenance", SupportsShouldProcess = true)]
public sealed class UseCompassMaintenanceCommand : ScriptCmdlet
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);

    // How long a create that was under way when the user stopped may still take to say what has become of it.
    private static readonly TimeSpan CreateGrace = TimeSpan.FromSeconds(2.5);

    private CompassClient _client = null!;
    private MaintenanceScope _scope;
    private readonly object _lock = new();
    private Task? _closing;

    /// <summary>The team whose window it is: its id, ARI, or the address of its page. Exactly one of this and <c>-Global</c>.</summary>
    [Parameter]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>The window is everybody's: it touches every team.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <summary>What is switched off or on meanwhile; see New-CompassMaintenanceRule.</summary>
    [Parameter(Mandatory = true)]
    [Alias("Rules")]
    [AllowEmptyCollection]
    [AllowNull]
    [RuleTransformation]
    public MaintenanceRule[]? Rule { get; set; }

    /// <summary>How long the window stays open at the most, with <c>-Extend</c> from the last extension: 30m, 2h, 1d or a timespan.</summary>
    [Parameter(Mandatory = true)]
    [AllowNull]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Duration { get; set; }

    /// <summary>What the window is for.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    public string? Description { get; set; }

    /// <summary>
    /// Keeps pushing the window's end forward while the script runs, so that a short -Duration mutes nobody for long after a crash, and
    /// a slow script is not un-muted half way.
    /// </summary>
    [Parameter]
    public SwitchParameter Extend { get; set; }

    /// <summary>Leaves the window open if the script fails; it then ends by its own end date.</summary>
    [Parameter]
    public SwitchParameter KeepOnFailure { get; set; }

    /// <summary>How long to wait for the window to become active, in seconds, before it is an error and the script is not run.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeamOrGlobal);
        RefuseEmpty(nameof(Duration), Duration, "Give a duration such as 30m or 2h.");
        RefuseEmpty(nameof(Rule), Rule, "A window needs at least one rule: see New-CompassMaintenanceRule.");
        _client = Client;
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        MaintenanceCreate request = Request();
        if (!Approve($"Run the script in a maintenance window for {Messages.Scope(_scope)} of at most {DisplayText.Duration(Duration!.Value)}."))
        {
            return;
        }

        Maintenance window = Open(request);
        using IDisposable termination = OnTermination(token => CloseAsync(window.Id, token));
        RunInside(window);
    }

    private MaintenanceCreate Request()
    {
        try
        {
            _scope = TeamResolver.OfNewWindow(TeamId, IsTyped(nameof(TeamId)), null, Global);
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
        catch (CompassArgumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, Description, "Maintenance"));
            throw;
        }
    }

    // A create that is under way when the user stops may have opened the window: it is given a moment to say so.
    private Maintenance Open(MaintenanceCreate request)
    {
        using CancellationTokenSource giveUp = new();
        Task<Maintenance> create = _client.CreateMaintenanceAsync(_scope, request, Observer, giveUp.Token);
        try
        {
            return Await(create);
        }
        catch (PipelineStoppedException)
        {
            giveUp.CancelAfter(CreateGrace);
            try
            {
                create.Wait();
                Finish(ScriptEnd.Neither, token => CloseAsync(create.Result.Id, token));
            }
            catch (AggregateException)
            {
                // Nothing was opened, or nobody can say: then it ends by its own end date.
            }

            throw;
        }
        catch (CompassApiException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, Description, "The maintenance window could not be opened, so the script was not run"));
            throw;
        }
    }

    private void RunInside(Maintenance window)
    {
        PeriodicTask? extending = null;
        bool ran = false;
        try
        {
            WaitUntilActive(window);
            extending = Extend ? StartExtending(window.Id) : null;
            ran = true;
            RunScript(end =>
            {
                extending?.Dispose();
                Close(window, end, extending);
            });
        }
        finally
        {
            if (!ran)
            {
                Close(window, ScriptEnd.Neither, null);
            }
        }
    }

    private void WaitUntilActive(Maintenance window)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan limit = TimeSpan.FromSeconds(TimeoutSec);
        TimeSpan pause = TimeSpan.FromMilliseconds(250);
        string? status = window.Status;
        while (!string.Equals(status, "active", StringComparison.OrdinalIgnoreCase))
        {
            if (watch.Elapsed + pause > limit)
            {
                ThrowFailure("WindowNotActive", ErrorCategory.OperationTimeout,
                    $"Maintenance '{window.Id}' is still {status ?? "without a status"} after {TimeoutSec} s, so the script was not run. Check this machine's clock (Test-CompassConnection), or allow more time with -TimeoutSec.",
                    window.Id);
            }

            Await(Task.Delay(pause, StopToken));
            pause = pause + pause < LongestPoll ? pause + pause : LongestPoll;
            try
            {
                status = Await(_client.GetMaintenanceAsync(_scope, window.Id, Observer, StopToken)).Status;
            }
            catch (CompassApiException exception)
            {
                ThrowTerminatingError(ErrorRecords.From(exception, window.Id, $"Maintenance '{window.Id}' was opened, but not found to be active"));
            }
        }
    }

    private PeriodicTask StartExtending(string id)
    {
        TimeSpan step = new(Duration!.Value.Ticks / 3);
        TimeSpan afterFailure = new(Math.Min(step.Ticks, TimeSpan.FromSeconds(15).Ticks));
        CompassConnection connection = Service;
        bool first = true;
        return new PeriodicTask(
            async token =>
            {
                // The window has just been opened with its whole duration.
                if (!first)
                {
                    await _client.UpdateMaintenanceAsync(_scope, id, new MaintenancePatch { EndDate = connection.Now + Duration.Value }, null, token).ConfigureAwait(false);
                }

                first = false;
                return step;
            },
            afterFailure);
    }

    private void Close(Maintenance window, ScriptEnd end, PeriodicTask? extending)
    {
        bool mute = StopToken.IsCancellationRequested || end == ScriptEnd.Neither;
        if (extending?.Failure is { } refused && !mute)
        {
            string since = extending.IsFailing ? "It may have ended before the script did." : "It was extended again since.";
            WriteWarning($"Maintenance '{window.Id}' could not be extended at a time: {Say(refused)} {since}");
        }

        if (KeepOnFailure && end == ScriptEnd.Failure)
        {
            StayOpen();
            string code = FailedExitCode is { } number ? $" (exit code {number})" : "";
            WriteWarning($"The script failed{code}, so maintenance '{window.Id}' stays open until its end. To end it: {StopCommand(window)}");
            return;
        }

        Exception? failure = Finish(end, token => CloseAsync(window.Id, token));
        if (failure is not null && !mute)
        {
            WriteError(ErrorRecords.Make("WindowLeftOpen", ErrorCategory.CloseError,
                $"Maintenance '{window.Id}' could not be ended early and stays open until its end date: {Say(failure)} To end it: {StopCommand(window)}",
                window.Id));
        }

        if (!mute)
        {
            WriteRequests();
        }

        if (FailedExitCode is { } left && !mute)
        {
            string ended = failure is null ? $" Maintenance '{window.Id}' was ended." : "";
            WriteWarning($"The script left exit code {left}, which counts as a failure.{ended}");
        }
    }

    private string StopCommand(Maintenance window) =>
        $"Stop-CompassMaintenance {DisplayText.Argument(window.Id)} {DisplayText.ScopeParameter(_scope)}"
        + (IsTyped(nameof(Connection)) ? $" -Connection {DisplayText.Argument(Service.Name)}" : "");

    // The script's end and the process's may come at once: the window is closed once, and whoever comes second waits for that.
    private Task CloseAsync(string id, CancellationToken token)
    {
        lock (_lock)
        {
            return _closing ??= CancelAsync(id, token);
        }
    }

    private void StayOpen()
    {
        lock (_lock)
        {
            _closing ??= Task.CompletedTask;
        }
    }

    private async Task CancelAsync(string id, CancellationToken token)
    {
        try
        {
            await _client.CancelMaintenanceAsync(_scope, id, Observer, token).ConfigureAwait(false);
        }
        catch (CompassApiException failure) when (failure.Kind is CompassErrorKind.NotFound)
        {
            // The script has removed it: then it is closed.
        }
    }

    private static string Say(Exception failure) => ErrorRecords.From(failure, null).ErrorDetails?.Message ?? failure.Message;
}
