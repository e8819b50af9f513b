// The values that the service stores in place of those it was sent.
using System;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>Changes values as <see cref="SandboxBehaviors"/> says.</summary>
internal readonly struct Normalizer(SandboxBehaviors behavior)
{
    /// <summary>Returns a name, message or tag as the service stores it.</summary>
    public string Text(string text)
    {
        text = behavior.HasFlag(SandboxBehaviors.NormalizeNewlines) ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text;
        return behavior.HasFlag(SandboxBehaviors.TrimText) ? text.Trim() : text;
    }

    /// <summary>Returns tags as the service stores them.</summary>
    public string[] Tags(string[] tags)
    {
        Normalizer self = this;
        bool lower = behavior.HasFlag(SandboxBehaviors.LowerCaseTags);
        return Array.ConvertAll(tags, tag => lower ? self.Text(tag).ToLowerInvariant() : self.Text(tag));
    }

    /// <summary>Returns a start or end as the service stores it.</summary>
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

    /// <summary>Returns a window as the service stores it.</summary>
    /// <param name="row">The window as it was sent.</param>
    /// <param name="now">The time of the service.</param>
    public MaintenanceRow Window(MaintenanceRow row, DateTimeOffset now)
    {
        bool moves = behavior.HasFlag(SandboxBehaviors.MoveStartToNow) && row.Start < now && !(row.End <= now);
        return row with
        {
            Description = row.Description is null ? null : Text(row.Description),
            Start = Instant(moves ? now : row.Start),
            End = row.End is DateTimeOffset end ? Instant(end) : null,
        };
    }

    /// <summary>Returns an id as the service shows it.</summary>
    public string Id(string id) => behavior.HasFlag(SandboxBehaviors.UpperCaseIds) ? id.ToUpperInvariant() : id;
}
