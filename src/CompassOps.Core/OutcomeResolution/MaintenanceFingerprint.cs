using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CompassOps.Serialization;

namespace CompassOps.OutcomeResolution;

/// <summary>How closely a window matches a create.</summary>
internal enum Resemblance
{
    /// <summary>It is another window.</summary>
    None,

    /// <summary>It may be the window: the values that the service shows neither prove nor exclude it.</summary>
    Possible,

    /// <summary>It is the window, normalized by the service: rounded or moved instants, ids in another case, trimmed texts.</summary>
    Same,

    /// <summary>It is the window, with exactly the instants that were sent.</summary>
    Exact,
}

/// <summary>Recognises a window without knowing its id: by description, instants and rules, and tolerates the service's normalization.</summary>
internal sealed class MaintenanceFingerprint
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NearTime = TimeSpan.FromMinutes(15);

    private readonly MaintenanceCreate _request;
    private readonly string _description;
    private readonly HashSet<string> _rules;

    /// <summary>Creates the fingerprint of a window to create.</summary>
    public MaintenanceFingerprint(MaintenanceCreate request)
    {
        _request = request;
        _description = ServiceEquality.Text(request.Description);
        _rules = new HashSet<string>(request.Rules.Select(ServiceEquality.Rule), StringComparer.Ordinal);
    }

    /// <summary>
    /// Returns lock keys in locking order. Creates whose windows could be confused share a key. Each key covers a span of two
    /// minutes in which the window may begin; the service may move a past start to now.
    /// </summary>
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
    /// Returns whether a window of unknown origin equals the one that the create would produce. Description and rules are the same. Start and end lie within
    /// a minute of those requested, or the service moved a past start forward. A cancelled window never matches.
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

    /// <summary>Compares a new window with a create whose response was lost.</summary>
    /// <param name="window">The window.</param>
    /// <param name="sent">When the create was sent, by the service's clock.</param>
    /// <param name="now">The service's time.</param>
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

        // A field that the list omits, or a long text that the service truncates, neither proves nor excludes a match.
        bool isCut = sameRules && _description.StartsWith(ServiceEquality.Text(window.Description), StringComparison.OrdinalIgnoreCase);
        bool hasNoRules = sameText && window.Rules.Count == 0;
        return times >= Resemblance.Same && (isCut || hasNoRules) ? Resemblance.Possible : Resemblance.None;
    }

    /// <summary>Describes the window for a person who looks for it.</summary>
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

    /// <summary>Returns the tolerance for an instant of the service's clock. On a whole minute, the service has probably rounded the instant.</summary>
    private static TimeSpan Slack(DateTimeOffset instant) => instant.UtcTicks % TimeSpan.TicksPerMinute == 0 ? Tolerance : ClockTolerance;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static bool IsWithin(DateTimeOffset one, DateTimeOffset other, TimeSpan tolerance) => (one - other).Duration() <= tolerance;

    private static bool IsMillisecond(DateTimeOffset kept, DateTimeOffset sent) =>
        kept.UtcTicks / TimeSpan.TicksPerMillisecond == sent.UtcTicks / TimeSpan.TicksPerMillisecond;

    /// <summary>Returns whether an instant is the one sent, truncated or rounded up to whole milliseconds, seconds or minutes.</summary>
    private static bool IsRounded(DateTimeOffset kept, DateTimeOffset sent) =>
        IsMillisecond(kept, sent) || IsRoundedTo(kept, sent, TimeSpan.TicksPerSecond) || IsRoundedTo(kept, sent, TimeSpan.TicksPerMinute);

    private static bool IsRoundedTo(DateTimeOffset kept, DateTimeOffset sent, long unit) =>
        kept.UtcTicks % unit == 0 && Math.Abs(kept.UtcTicks - sent.UtcTicks) < unit;
}
