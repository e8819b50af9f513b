using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CompassOps.Serialization;

namespace CompassOps.OutcomeResolution;

/// <summary>How closely a maintenance window in the list matches a create request.</summary>
internal enum Resemblance
{
    /// <summary>The request did not create this window.</summary>
    None,

    /// <summary>It is possible that the request created this window, but the values of the window do not prove it.</summary>
    Possible,

    /// <summary>
    /// The request created this window, but the service changed some values. For example, the service rounded times or trimmed texts.
    /// </summary>
    Same,

    /// <summary>The request created this window, and the window has exactly the requested times.</summary>
    Exact,
}

/// <summary>
/// Recognizes a maintenance window that matches a create request. Compares the description, the times and the rules, because the client
/// does not know the id of the window. Accepts changes that the service makes to these values, such as rounded times.
/// </summary>
internal sealed class MaintenanceFingerprint
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NearTime = TimeSpan.FromMinutes(15);

    private readonly MaintenanceCreate _request;
    private readonly string _description;
    private readonly HashSet<string> _rules;

    public MaintenanceFingerprint(MaintenanceCreate request)
    {
        _request = request;
        _description = ServiceEquality.Text(request.Description);
        _rules = new HashSet<string>(request.Rules.Select(ServiceEquality.Rule), StringComparer.Ordinal);
    }

    /// <summary>
    /// Returns the keys that a create request locks with <see cref="KeyedLock"/>, in the order of locking. If the response is lost, the
    /// client searches for the new window in the list. If this search could confuse the windows of two requests, the two requests have a key
    /// in common, so they run one after the other.
    /// </summary>
    /// <remarks>
    /// A key consists of the address of the service, the team, the description, the rules and a period of two minutes. Each request has two
    /// keys: one for the period that contains the time one minute before the start of the window, and one for the time one minute after the
    /// start. If the start is in the past, the method uses the current time instead, because the service can move such a start.
    /// </remarks>
    public IReadOnlyList<string> Keys(Uri baseAddress, MaintenanceScope scope, DateTimeOffset now)
    {
        StringBuilder key = new();
        foreach (string part in new[] { baseAddress.AbsoluteUri, scope.TeamId?.Trim().ToUpperInvariant() ?? "", _description.ToUpperInvariant() }
            .Concat(_rules.OrderBy(static rule => rule, StringComparer.Ordinal)))
        {
            key.Append(part.Length).Append(':').Append(part);
        }

        long start = Math.Max(_request.StartDate.UtcTicks, now.UtcTicks);
        long span = 2 * Tolerance.Ticks;
        return new[] { (start - Tolerance.Ticks) / span, (start + Tolerance.Ticks) / span }
            .Distinct().Select(bucket => FormattableString.Invariant($"{key}|{bucket:D20}")).ToArray();
    }

    /// <summary>
    /// Returns whether an existing window equals the requested window. The descriptions and rules must be the same, and the times must
    /// differ by at most a minute. If the requested start is in the past, a window with a later start can also match, because the service
    /// can have moved the start. A cancelled window never matches.
    /// </summary>
    public bool Matches(Maintenance window, DateTimeOffset now)
    {
        if (IsCancelled(window) || !HasSameDescription(window) || !HasSameRules(window)
            || window.StartDate is not { } start || window.EndDate is not { } end)
        {
            return false;
        }

        bool moved = _request.StartDate < now && start >= _request.StartDate && start <= now + NearTime;
        bool sameEnd = IsWithin(end, _request.EndDate, Tolerance);
        bool sameDuration = _request.EndDate > now && IsWithin(end, start + Duration, Tolerance);
        return IsWithin(start, _request.StartDate, Tolerance) ? sameEnd : moved && (sameEnd || sameDuration);
    }

    /// <summary>Returns how closely a window in the list matches the create request.</summary>
    /// <param name="window">The window.</param>
    /// <param name="sent">The time of the service when the request was sent.</param>
    /// <param name="now">The current time of the service.</param>
    public Resemblance Compare(Maintenance window, DateTimeOffset sent, DateTimeOffset now)
    {
        if (IsCancelled(window))
        {
            return Resemblance.None;
        }

        if (window.StartDate is not { } start)
        {
            return Resemblance.Possible;
        }

        bool sameText = HasSameDescription(window);
        bool sameRules = HasSameRules(window);
        Resemblance times = CompareTimes(start, window.EndDate, sent, now);
        if (sameText && sameRules)
        {
            return times;
        }

        // The list can omit the rules, and the service can truncate a long description. In both cases, the window is only a possible match.
        bool isCut = sameRules && _description.StartsWith(ServiceEquality.Text(window.Description), StringComparison.OrdinalIgnoreCase);
        bool hasNoRules = sameText && window.Rules.Count == 0;
        return times >= Resemblance.Same && (isCut || hasNoRules) ? Resemblance.Possible : Resemblance.None;
    }

    public override string ToString() => Messages.WindowInWords(
        PlainText.Line(_request.Description), RequestBodies.Instant(_request.StartDate), RequestBodies.Instant(_request.EndDate));

    private TimeSpan Duration => _request.EndDate - _request.StartDate;

    private Resemblance CompareTimes(DateTimeOffset start, DateTimeOffset? end, DateTimeOffset sent, DateTimeOffset now)
    {
        DateTimeOffset begin = _request.StartDate;
        bool isMoved = begin <= now + ClockTolerance && start >= Later(begin, sent) - Slack(start) && start <= now + Slack(start);
        bool isRounded = IsRounded(start, begin);
        bool sameEnd = end is { } kept && (IsRounded(kept, _request.EndDate) || (isMoved && IsWithin(kept, start + Duration, Slack(kept))));
        if ((isMoved || isRounded) && sameEnd)
        {
            return IsMillisecond(start, begin) && end is { } last && IsMillisecond(last, _request.EndDate) ? Resemblance.Exact : Resemblance.Same;
        }

        bool maybeMoved = begin <= now + ClockTolerance && start >= sent - NearTime && start <= now + NearTime
            && end is { } until && IsWithin(until, start + Duration, Tolerance);
        return IsWithin(start, begin, NearTime) || sameEnd || maybeMoved ? Resemblance.Possible : Resemblance.None;
    }

    private bool HasSameDescription(Maintenance window) =>
        string.Equals(ServiceEquality.Text(window.Description), _description, StringComparison.OrdinalIgnoreCase);

    private bool HasSameRules(Maintenance window) => _rules.SetEquals(window.Rules.Select(ServiceEquality.Rule));

    private static bool IsCancelled(Maintenance window) => string.Equals(window.Status, KnownValues.Cancelled, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the tolerance for comparing a time that the service set. The tolerance is larger for a whole minute, because the service
    /// has probably rounded such a time.
    /// </summary>
    private static TimeSpan Slack(DateTimeOffset instant) => instant.UtcTicks % TimeSpan.TicksPerMinute == 0 ? Tolerance : ClockTolerance;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static bool IsWithin(DateTimeOffset one, DateTimeOffset other, TimeSpan tolerance) => (one - other).Duration() <= tolerance;

    private static bool IsMillisecond(DateTimeOffset kept, DateTimeOffset sent) =>
        kept.UtcTicks / TimeSpan.TicksPerMillisecond == sent.UtcTicks / TimeSpan.TicksPerMillisecond;

    /// <summary>
    /// Returns whether the stored time equals the sent time. Accepts a stored time that is truncated to a whole millisecond, or rounded up
    /// or down to a whole second or minute.
    /// </summary>
    private static bool IsRounded(DateTimeOffset kept, DateTimeOffset sent) =>
        IsMillisecond(kept, sent) || IsRoundedTo(kept, sent, TimeSpan.TicksPerSecond) || IsRoundedTo(kept, sent, TimeSpan.TicksPerMinute);

    private static bool IsRoundedTo(DateTimeOffset kept, DateTimeOffset sent, long unit) =>
        kept.UtcTicks % unit == 0 && Math.Abs(kept.UtcTicks - sent.UtcTicks) < unit;
}
