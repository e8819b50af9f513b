using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace CompassOps.Watching;

/// <summary>Returns one warning when teams cannot be read, and one warning when all these teams can be read again.</summary>
internal sealed class WatchOutage
{
    private readonly Stopwatch _duration = new();
    private readonly HashSet<TeamWatch> _teams = new();
    private bool _isFirstLook;

    /// <summary>Processes the result of one round. Returns a warning, or null if no warning is necessary.</summary>
    /// <param name="look">The teams. Each team has the error that occurred, or null if the team was read.</param>
    /// <param name="isPart">Returns whether an error belongs to this outage.</param>
    /// <param name="intervalSec">The time between two rounds, in seconds.</param>
    public string? Take(IReadOnlyCollection<(TeamWatch Watch, CompassApiException? Failure)> look, Func<CompassApiException, bool> isPart, double intervalSec)
    {
        (TeamWatch Watch, CompassApiException? Failure)[] failing = look.Where(one => one.Failure is not null && isPart(one.Failure)).ToArray();
        if (failing.Length == 0)
        {
            return End(look);
        }

        // If an outage starts in the middle of a round, more teams fail in the next round. The next round returns no second warning,
        // because the same outage affects these teams.
        bool isSpreading = _isFirstLook;
        _isFirstLook = false;
        TeamWatch[] added = failing.Select(static one => one.Watch).Where(_teams.Add).ToArray();
        if (added.Length == 0 || isSpreading)
        {
            return null;
        }

        _isFirstLook = true;
        _duration.Start();
        return Messages.WatchInterrupted(Array.ConvertAll(added, Describe), failing.First(one => one.Watch == added[0]).Failure!.Message, intervalSec);
    }

    private string? End(IEnumerable<(TeamWatch Watch, CompassApiException? Failure)> look)
    {
        string[] teams = look.Where(one => one.Failure is null && _teams.Contains(one.Watch)).Select(static one => Describe(one.Watch)).ToArray();
        TimeSpan duration = _duration.Elapsed;
        _teams.Clear();
        _duration.Reset();
        _isFirstLook = false;
        return teams.Length == 0 ? null : Messages.WatchResumed(teams, duration);
    }

    private static string Describe(TeamWatch watch) => Messages.TeamInSentence(watch.Team.TeamId, watch.Team.TeamName);
}
