using System;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// Converts values from a request to the values that the service stores. <see cref="SandboxBehaviors"/> selects the conversions.
/// </summary>
internal readonly struct Normalizer(SandboxBehaviors behavior)
{
    public string Text(string text)
    {
        text = behavior.HasFlag(SandboxBehaviors.NormalizeNewlines) ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text;
        return behavior.HasFlag(SandboxBehaviors.TrimText) ? text.Trim() : text;
    }

    public string[] Tags(string[] tags)
    {
        Normalizer self = this;
        bool lower = behavior.HasFlag(SandboxBehaviors.LowerCaseTags);
        return Array.ConvertAll(tags, tag => lower ? self.Text(tag).ToLowerInvariant() : self.Text(tag));
    }

    public DateTimeOffset Instant(DateTimeOffset instant)
    {
        long ticks = instant.UtcTicks;
        if (behavior.HasFlag(SandboxBehaviors.RoundUpToSeconds))
        {
            long second = TimeSpan.TicksPerSecond;
            ticks = Math.Min((ticks + second - 1) / second * second, DateTimeOffset.MaxValue.UtcTicks / second * second);
        }

        ticks -= behavior.HasFlag(SandboxBehaviors.TruncateToMinutes) ? ticks % TimeSpan.TicksPerMinute : 0;
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <param name="start">The start in the request.</param>
    /// <param name="end">The end of the window. Null if the window is open-ended.</param>
    /// <param name="now">The current time of the service.</param>
    /// <param name="begun">The stored start if the window is already active. Null if the window is new or planned.</param>
    public DateTimeOffset Start(DateTimeOffset start, DateTimeOffset? end, DateTimeOffset now, DateTimeOffset? begun = null)
    {
        bool moves = behavior.HasFlag(SandboxBehaviors.MoveStartToNow) && start < now && !(end <= now);
        return moves && begun is DateTimeOffset first ? first : Instant(moves ? now : start);
    }

    public string Id(string id) => behavior.HasFlag(SandboxBehaviors.UpperCaseIds) ? id.ToUpperInvariant() : id;
}
