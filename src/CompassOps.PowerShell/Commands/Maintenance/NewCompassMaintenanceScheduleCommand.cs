using System;
using System.Linq;
using System.Management.Automation;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Scheduling;
using CompassOps.Values;

namespace CompassOps.Commands;

/// <summary>
/// <c>New-CompassMaintenanceSchedule</c>: the windows of a daily, weekly or monthly routine, by the clocks of a time zone. It makes
/// objects and asks nobody: <c>New-CompassMaintenance</c> creates them.
/// </summary>
[Cmdlet(VerbsCommon.New, "CompassMaintenanceSchedule", DefaultParameterSetName = WeeklySet)]
[OutputType(typeof(PlannedMaintenance))]
public sealed class NewCompassMaintenanceScheduleCommand : CompassCmdlet
{
    private const string DailySet = "Daily";
    private const string WeeklySet = "Weekly";
    private const string MonthlySet = "Monthly";

    /// <summary>Every day.</summary>
    [Parameter(ParameterSetName = DailySet, Mandatory = true)]
    public SwitchParameter Daily { get; set; }

    /// <summary>Every week on these days.</summary>
    [Parameter(ParameterSetName = WeeklySet, Mandatory = true)]
    [EnumTransformation(typeof(DayOfWeek), IsList = true)]
    public DayOfWeek[] Weekly { get; set; } = Array.Empty<DayOfWeek>();

    /// <summary>Every month on these days: 1 to 31, Last, FirstSunday, ThirdTuesday, LastFriday. A month without the day is passed over.</summary>
    [Parameter(ParameterSetName = MonthlySet, Mandatory = true)]
    [WordListTransformation]
    [ArgumentCompleter(typeof(MonthDayCompleter))]
    public string[] Monthly { get; set; } = Array.Empty<string>();

    /// <summary>The time of day at which the windows open, such as 02:00.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeOfDayCompleter))]
    public string At { get; set; } = "";

    /// <summary>How long each lasts, by the stopwatch: 30m, 2h, 1d or a timespan.</summary>
    [Parameter(Mandatory = true)]
    [AllowNull]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Duration { get; set; }

    /// <summary>Whose clocks it goes by, such as Europe/Berlin; this machine's where it is left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The first moment at which a window may open; now where it is left out.</summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? StartDate { get; set; }

    /// <summary>How many windows. At least one of this and -Until.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Count { get; set; }

    /// <summary>The last moment at which a window may open.</summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? Until { get; set; }

    /// <summary>What is switched off or on meanwhile; may be left to New-CompassMaintenance.</summary>
    [Parameter]
    [Alias("Rules")]
    [RuleTransformation]
    public MaintenanceRule[]? Rule { get; set; }

    /// <summary>What the windows are for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>The team whose windows they are; may be left to New-CompassMaintenance.</summary>
    [Parameter]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>The windows are everybody's; may be left to New-CompassMaintenance.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeamOrGlobal);
        RefuseEmpty(nameof(Duration), Duration, Messages.GiveDuration);
        RefuseEmpty(nameof(StartDate), StartDate, Messages.ForNow);
        RefuseEmpty(nameof(Until), Until, Messages.GiveEndOrCount);
        RefuseEmpty(nameof(Rule), Rule, Messages.GiveRuleLater);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        try
        {
            if (Count == 0 && Until is null)
            {
                throw new CompassArgumentException(Messages.GiveCountOrUntil, nameof(Count));
            }

            if (TeamId is not null && Global)
            {
                throw new CompassArgumentException(Messages.TeamAndGlobal, nameof(Global));
            }

            MaintenanceTimes.Check(null, Duration);
            TimeZoneInfo zone = Zone();
            Emit(new Recurrence(Days(), TimeOfDayReader.Parse(At), zone), zone);
        }
        catch (CompassArgumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, null, Messages.Schedule));
        }
    }

    private void Emit(Recurrence recurrence, TimeZoneInfo zone)
    {
        int left = Count > 0 ? Count : int.MaxValue;
        foreach (DateTimeOffset start in recurrence.From(StartDate ?? DateTimeOffset.Now).TakeWhile(start => !(start > Until)))
        {
            StopToken.ThrowIfCancellationRequested();
            WriteObject(new PlannedMaintenance
            {
                StartDate = start,
                EndDate = End(start, zone),
                Description = Description,
                TeamId = TeamId,
                Scope = Global ? "Global" : TeamId is null ? null : "Team",
                Rules = Rule,
            });
            if (--left == 0)
            {
                return;
            }
        }
    }

    private Func<DateTime, bool> Days()
    {
        switch (ParameterSetName)
        {
            case DailySet:
                return static _ => true;
            case WeeklySet:
                return date => Weekly.Contains(date.DayOfWeek);
            default:
                MonthDay[] days = Monthly.Select(MonthDay.Parse).ToArray();
                return date => days.Any(day => day.Is(date));
        }
    }

    // With the offset that the zone has at the end: the clocks may change within the window.
    private DateTimeOffset End(DateTimeOffset start, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(MaintenanceTimes.End(start, null, Duration), zone);

    private TimeZoneInfo Zone() => TimeZone is null
        ? TimeZoneInfo.Local
        : TimeZoneReader.Find(TimeZone) ?? throw new CompassArgumentException(Messages.UnknownTimeZone(TimeZone, TimeZoneNames.Example), nameof(TimeZone));
}
