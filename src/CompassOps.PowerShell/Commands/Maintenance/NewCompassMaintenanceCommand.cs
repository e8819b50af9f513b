using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary><c>New-CompassMaintenance</c>: creates maintenance windows, each for one team or for all teams.</summary>
[Cmdlet(VerbsCommon.New, "CompassMaintenance", SupportsShouldProcess = true)]
[OutputType(typeof(Maintenance))]
public sealed class NewCompassMaintenanceCommand : PipelineCreateCmdlet
{
    // The assumed maximum difference between the clock of this machine and the clock of the service.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly Dictionary<(MaintenanceScope Scope, string Type), List<Maintenance>> _existing = new();

    /// <summary>The team, by id, name, ARI or page address. Specify either <c>-TeamId</c> or <c>-Global</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>Creates a global maintenance window, which affects all teams.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <summary>The scope of a piped maintenance window: Team or Global.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [AllowEmptyString]
    [AllowNull]
    [TextTransformation]
    public string? Scope { get; set; }

    /// <summary>The rules of the maintenance window: output of New-CompassMaintenanceRule.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Rules")]
    [AllowEmptyCollection]
    [AllowNull]
    [RuleTransformation]
    public MaintenanceRule[]? Rule { get; set; }

    /// <summary>The start of the maintenance window. Default: now. A value without an offset is local time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? StartDate { get; set; }

    /// <summary>The end of the maintenance window. A value without an offset is local time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EndTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? EndDate { get; set; }

    /// <summary>The duration of the maintenance window, such as 30m, 2h, 1d or a timespan.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Duration { get; set; }

    /// <summary>The description of the maintenance window.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [TextTransformation]
    public string? Description { get; set; }

    /// <summary>
    /// Creates no maintenance window if a window with the same description, dates and rules exists. Cancelled windows do not count as existing. Past
    /// windows count as existing only if the new window also ends in the past.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeamOrGlobal);
        RefuseEmpty(nameof(StartDate), StartDate, Messages.ForNow);
        RefuseEmpty(nameof(EndDate), EndDate, Messages.GiveEndOrDuration);
        RefuseEmpty(nameof(Duration), Duration, Messages.GiveDuration);
        RefuseEmpty(nameof(Rule), Rule, Messages.GiveRule);
    }

    private protected override IEnumerable<string> IgnoredColumns => typeof(Maintenance).GetProperties().Select(property => property.Name);

    private protected override void BeforeResult(object result)
    {
        Maintenance window = (Maintenance)result;
        if (string.Equals(window.Status, KnownValues.Past, StringComparison.OrdinalIgnoreCase))
        {
            WriteWarning(Messages.WindowAlreadyPast(window.Id, window.EndDate));
        }
    }

    private protected override void Create()
    {
        string item = Describe(Description, Messages.Maintenances);
        try
        {
            MaintenanceScope scope = TeamLookup.Resolve(this, TeamResolver.OfNewWindow(TeamId, IsTyped(nameof(TeamId)), Scope, Global));
            MaintenanceCreate request = Request();
            request.Validate();
            if (SkipExisting && Exists(scope, request))
            {
                WriteVerbose(Messages.WindowExists(item, request.StartDate, request.EndDate));
                return;
            }

            if (IsWhatIf && request.EndDate <= Service.Now)
            {
                WriteWarning(Messages.WindowWouldBePast(item, request.EndDate));
            }

            if (Approve(Messages.OpenWindow(scope, request.StartDate, request.EndDate)))
            {
                Run(Target(scope), token => Client.CreateMaintenanceAsync(scope, request, Observer, token), item);
            }
        }
        catch (Exception exception) when (exception is CompassArgumentException or CompassApiException)
        {
            WriteFailure(exception, (object?)Row ?? Description, item);
        }
    }

    // Windows that this pipeline created do not count as existing, because a user can create equal windows deliberately. The list of past windows can
    // be long, so it is read only if the requested window can already be past.
    private bool Exists(MaintenanceScope scope, MaintenanceCreate request) =>
        Listed(scope, KnownValues.NonExpired).Exists(window => request.Matches(window, Service.Now))
        || (request.EndDate <= Service.Now + ClockTolerance && Listed(scope, KnownValues.Past).Exists(window => request.Matches(window, Service.Now)));

    private List<Maintenance> Listed(MaintenanceScope scope, string type)
    {
        if (!_existing.TryGetValue((scope, type), out List<Maintenance>? windows))
        {
            windows = new List<Maintenance>();
            foreach (IReadOnlyList<Maintenance> page in Pages(token => Client.ListMaintenancesAsync(scope, ListOptions.Bounded with { Type = type }, Observer, token)))
            {
                windows.AddRange(page);
            }

            _existing.Add((scope, type), windows);
        }

        return windows;
    }

    private object Target(MaintenanceScope scope) => (object?)Row ?? Description ?? scope.ToString();

    private MaintenanceCreate Request()
    {
        if (IsBound(nameof(StartDate)) && StartDate is null)
        {
            throw new CompassArgumentException(Messages.StartDateEmpty, nameof(StartDate));
        }

        DateTimeOffset start = StartDate ?? Service.Now;
        (DateTimeOffset? end, TimeSpan? duration) = End();
        return new MaintenanceCreate
        {
            Description = string.IsNullOrEmpty(Description) ? null : Description,
            StartDate = start,
            EndDate = MaintenanceTimes.End(start, end, duration),
            Rules = Rule ?? Array.Empty<MaintenanceRule>(),
        };
    }

    // A piped window has both an end and a duration. An end or a duration on the command line overrides both piped values. If the command line
    // contains only a start, the window moves and keeps its duration.
    private (DateTimeOffset? End, TimeSpan? Duration) End()
    {
        bool endTyped = IsTyped(nameof(EndDate));
        bool durationTyped = IsTyped(nameof(Duration));
        if (endTyped && durationTyped)
        {
            MaintenanceTimes.Check(EndDate, Duration);
        }

        if (Duration is not null)
        {
            MaintenanceTimes.Check(null, Duration);
        }

        if (endTyped || durationTyped)
        {
            return (endTyped ? EndDate : null, durationTyped ? Duration : null);
        }

        return IsTyped(nameof(StartDate)) && Row is not null ? (null, Duration ?? PipedDuration()) : (EndDate, Duration);
    }

    private TimeSpan? PipedDuration()
    {
        object? start = ValueTransformationAttribute.Unwrap(Row!.Properties[nameof(StartDate)]?.Value);
        return EndDate is null ? null
            : start is null ? throw new CompassArgumentException(Messages.WindowHasNoStart, nameof(Duration))
            : EndDate - InstantTransformationAttribute.Read(start);
    }
}
