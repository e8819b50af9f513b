using System;
using System.Collections.Generic;
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
/// <c>New-CompassMaintenanceSchedule</c>: plans daily, weekly or monthly maintenance windows in a time zone. Sends no request. To create
/// the windows, pipe the output to <c>New-CompassMaintenance</c>.
/// </summary>
[Cmdlet(VerbsCommon.New, "CompassMaintenanceSchedule", DefaultParameterSetName = WeeklySet)]
[OutputType(typeof(PlannedMaintenance))]
public sealed class NewCompassMaintenanceScheduleCommand : CompassCmdlet
{
    private const string DailySet = "Daily";
    private const string WeeklySet = "Weekly";
    private const string MonthlySet = "Monthly";

    /// <summary>Plans a maintenance window for every day.</summary>
    [Parameter(ParameterSetName = DailySet, Mandatory = true)]
    public SwitchParameter Daily { get; set; }

    /// <summary>Plans maintenance windows for these days of every week.</summary>
    [Parameter(ParameterSetName = WeeklySet, Mandatory = true)]
    [EnumTransformation(typeof(DayOfWeek), IsList = true)]
    public DayOfWeek[] Weekly { get; set; } = Array.Empty<DayOfWeek>();

    /// <summary>
    /// Plans maintenance windows for these days of every month: 1 to 31, Last, FirstSunday, ThirdTuesday, LastFriday and so on. Skips a
    /// month that does not have the day.
    /// </summary>
    [Parameter(ParameterSetName = MonthlySet, Mandatory = true)]
    [WordListTransformation]
    [ArgumentCompleter(typeof(MonthDayCompleter))]
    public string[] Monthly { get; set; } = Array.Empty<string>();

    /// <summary>The time of day at which each maintenance window starts, such as 02:00.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeOfDayCompleter))]
    public string At { get; set; } = "";

    /// <summary>
    /// The duration of each maintenance window, such as 30m, 2h, 1d or a timespan. Specify either -Duration or -EndAt.
    /// </summary>
    [Parameter]
    [AllowNull]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Duration { get; set; }

    /// <summary>
    /// The time of day at which each maintenance window ends. If this time is not later than -At, the window ends on the next day.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeOfDayCompleter))]
    public string? EndAt { get; set; }

    /// <summary>
    /// Plans maintenance windows only for every nth day, week or month. For example, 2 with -Weekly means every second week, counted from
    /// -Anchor.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Every { get; set; } = 1;

    /// <summary>
    /// The date from which the cmdlet counts the days, weeks or months for -Every. With -Weekly, the count starts at the week that contains
    /// this date. With -Monthly, the count starts at the month that contains this date.
    /// </summary>
    [Parameter]
    [AllowNull]
    [LocalDateTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTime? Anchor { get; set; }

    /// <summary>
    /// Moves each maintenance window by this number of days. If the number is negative, the window moves to an earlier day. Use this
    /// parameter with -Monthly and a day such as Last or SecondTuesday.
    /// </summary>
    [Parameter(ParameterSetName = MonthlySet)]
    [ValidateRange(-366, 366)]
    public int Offset { get; set; }

    /// <summary>The dates on which no maintenance window starts. These are local dates in -TimeZone.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [LocalDateTransformation(IsList = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTime[]? Except { get; set; }

    /// <summary>The time zone, such as Europe/Berlin. Default: the time zone of this machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The earliest start of a maintenance window. Default: now.</summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? StartDate { get; set; }

    /// <summary>The maximum number of maintenance windows. Specify -Count, -Until, or both.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Count { get; set; }

    /// <summary>The latest start of a maintenance window.</summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? Until { get; set; }

    /// <summary>The rules of the maintenance windows. Alternatively, specify the rules in New-CompassMaintenance.</summary>
    [Parameter]
    [Alias("Rules")]
    [RuleTransformation]
    public MaintenanceRule[]? Rule { get; set; }

    /// <summary>The description of the maintenance windows.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>The team of the maintenance windows. Alternatively, specify the team in New-CompassMaintenance.</summary>
    [Parameter]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>Plans global maintenance windows. Alternatively, specify -Global in New-CompassMaintenance.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeamOrGlobal);
        RefuseEmpty(nameof(Duration), Duration, Messages.GiveDuration);
        RefuseEmpty(nameof(Anchor), Anchor, Messages.GiveAnchorDate);
        RefuseEmpty(nameof(Except), Except, Messages.GiveExceptions);
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

            if (Duration is null == EndAt is null)
            {
                throw new CompassArgumentException(Messages.GiveDurationOrEndAt, nameof(Duration));
            }

            MaintenanceTimes.Check(null, Duration);
            Emit(Occurrences());
        }
        catch (CompassArgumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, null, Messages.Schedule));
        }
    }

    private void Emit(IEnumerable<Occurrence> occurrences)
    {
        int left = Count > 0 ? Count : int.MaxValue;
        foreach (Occurrence occurrence in occurrences)
        {
            StopToken.ThrowIfCancellationRequested();
            WriteObject(new PlannedMaintenance
            {
                StartDate = occurrence.Start,
                EndDate = occurrence.End,
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

    private IEnumerable<Occurrence> Occurrences()
    {
        TimeZoneInfo zone = Zone();
        DateTimeOffset start = StartDate ?? DateTimeOffset.Now;
        Recurrence recurrence = new(Days(), TimeOfDayReader.Parse(At), zone) { Except = Except ?? Array.Empty<DateTime>() };
        return EndAt is null
            ? recurrence.From(start, Until).Select(opening => new Occurrence(opening, End(opening, zone)))
            : recurrence.EndingAt(start, TimeOfDayReader.Parse(EndAt), Until);
    }

    private Func<DateTime, bool> Days()
    {
        if (Every > 1 && Anchor is null)
        {
            throw new CompassArgumentException(Messages.GiveAnchor(Every), nameof(Anchor));
        }

        return ParameterSetName switch
        {
            DailySet => DayRules.Daily(Every, Anchor),
            WeeklySet => DayRules.Weekly(Weekly, Every, Anchor),
            _ => DayRules.Monthly(MonthDays(), Every, Anchor, Offset),
        };
    }

    private MonthDay[] MonthDays()
    {
        MonthDay[] days = Monthly.Select(MonthDay.Parse).ToArray();
        return Offset != 0 && days.Any(day => day.IsNumber)
            ? throw new CompassArgumentException(Messages.OffsetFromNumber, nameof(Offset))
            : days;
    }

    // The UTC offset of the time zone can change during the window, so the offset of the end is computed separately.
    private DateTimeOffset End(DateTimeOffset start, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(MaintenanceTimes.End(start, null, Duration), zone);

    private TimeZoneInfo Zone() => TimeZone is null
        ? TimeZoneInfo.Local
        : TimeZoneReader.Find(TimeZone) ?? throw new CompassArgumentException(Messages.UnknownTimeZone(TimeZone, TimeZoneNames.Example), nameof(TimeZone));
}
