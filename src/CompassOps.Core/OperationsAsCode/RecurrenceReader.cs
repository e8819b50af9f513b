using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Scheduling;
using CompassOps.Values;

namespace CompassOps.OperationsAsCode;

/// <summary>Reads the recurrence of a maintenance window from a declaration file.</summary>
internal sealed class RecurrenceReader
{
    private const string Daily = "daily";
    private const string Weekly = "weekly";
    private const string Monthly = "monthly";
    private const string Every = "every";
    private const string Offset = "offset";
    private const string At = "at";
    private const string Duration = "duration";
    private const string EndAt = "endAt";
    private const string Zone = "timeZone";
    private const string From = "from";
    private const string To = "to";
    private const string Except = "except";

    private const int MaximumEvery = 1000;
    private const int MaximumOffset = 366;

    private static readonly string[] Units = { Daily, Weekly, Monthly };

    private readonly ObjectValidator _fields;

    public RecurrenceReader(ObjectValidator fields) => _fields = fields;

    public static IReadOnlyList<string> Known { get; } = new[] { Daily, Weekly, Monthly, Every, Offset, At, Duration, EndAt, Zone, From, To, Except };

    /// <summary>
    /// Returns a function that lists the occurrences between two instants. If the recurrence is invalid, reports errors and returns null.
    /// </summary>
    public Func<DateTimeOffset, DateTimeOffset, IEnumerable<Occurrence>>? Read()
    {
        DateTime? from = _fields.Parse(From, FileValues.Date);
        DateTime? to = _fields.Parse(To, FileValues.Date);
        if (to < from)
        {
            _fields.Fail(To, Messages.ToBeforeFrom);
        }

        Func<DateTime, bool>? days = Days(from);
        TimeSpan? at = _fields.Parse(At, TimeOfDayReader.Parse, required: true);
        (TimeSpan? duration, TimeSpan? endAt) = Length();
        TimeZoneInfo? zone = _fields.ParseObject(Zone, FileValues.Zone, required: true);
        DateTime[]? except = _fields.List(Except, FileValues.Date, allowEmpty: true);
        if (days is null || at is null || zone is null || except is null || (duration is null && endAt is null))
        {
            return null;
        }

        Recurrence recurrence = new(days, at.Value, zone) { Except = new HashSet<DateTime>(except) };
        DateTimeOffset first = from is { } lower ? Recurrence.InstantOf(lower, zone) : DateTimeOffset.MinValue;
        DateTimeOffset last = to is { } upper ? Recurrence.InstantOf(upper.AddDays(1), zone).AddTicks(-1) : DateTimeOffset.MaxValue;
        return (start, until) =>
        {
            start = start > first ? start : first;
            until = until < last ? until : last;
            return start > until ? Enumerable.Empty<Occurrence>()
                : endAt is { } end ? recurrence.EndingAt(start, end, until)
                : recurrence.From(start, duration!.Value, until);
        };
    }

    private Func<DateTime, bool>? Days(DateTime? from)
    {
        string[] units = Array.FindAll(Units, _fields.IsGiven);
        if (units.Length == 0)
        {
            _fields.Fail(Messages.NeedsDays);
        }

        foreach (string unit in units.Skip(1))
        {
            _fields.Fail(unit, Messages.OnlyOneOf(units[0], unit));
        }

        int? every = _fields.Whole(Every, 1, MaximumEvery, 1);
        int? offset = _fields.Whole(Offset, -MaximumOffset, MaximumOffset, 0);
        if (every > 1 && !_fields.IsGiven(From))
        {
            _fields.Fail(Every, Messages.EveryNeedsFrom);
        }

        bool isDaily = _fields.Truth(Daily) ?? true;
        if (!isDaily)
        {
            _fields.Fail(Daily, Messages.DailyIsTrue);
        }

        DayOfWeek[]? weekdays = _fields.List(Weekly, FileValues.Weekday);
        MonthDay[]? monthDays = _fields.List(Monthly, MonthDay.Parse);
        if (_fields.IsGiven(Offset) && monthDays is not null && (monthDays.Length == 0 || monthDays.Any(static day => day.IsNumber)))
        {
            _fields.Fail(Offset, Messages.OffsetNeedsWeekday);
        }

        if (units.Length != 1 || every is null || offset is null || weekdays is null || monthDays is null || (every > 1 && from is null))
        {
            return null;
        }

        return units[0] switch
        {
            Daily => DayRules.Daily(every.Value, from),
            Weekly => DayRules.Weekly(weekdays, every.Value, from),
            _ => DayRules.Monthly(monthDays, every.Value, from, offset.Value),
        };
    }

    private (TimeSpan? Duration, TimeSpan? EndAt) Length()
    {
        if (_fields.IsGiven(Duration) == _fields.IsGiven(EndAt))
        {
            if (_fields.IsGiven(Duration))
            {
                _fields.Fail(EndAt, Messages.OnlyOneOf(Duration, EndAt));
            }
            else
            {
                _fields.Fail(Messages.NeedsLength);
            }
        }

        return (_fields.Parse(Duration, FileValues.Duration), _fields.Parse(EndAt, TimeOfDayReader.Parse));
    }
}
