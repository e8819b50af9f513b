using System;
using System.Globalization;
using System.Text;
using System.Threading;

namespace CompassOps.Bench.Server;

/// <summary>
/// Responds to any ping with PONG, except for a team called <see cref="HeldTeam"/>, whose pings get no response; and to the list of
/// a team, whose name says how many heartbeats it has: <c>team-100000</c>. Pings of a heartbeat whose name begins with
/// <see cref="PacedName"/> take a while.
/// </summary>
internal sealed class Responses
{
    /// <summary>The team whose requests wait until the client gives up.</summary>
    public const string HeldTeam = "held";

    /// <summary>The prefix of heartbeats whose pings get their response after <see cref="Pace"/>.</summary>
    public const string PacedName = "paced-";

    /// <summary>The delay of these responses: less than any real service takes, and more than all the other work of a request.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(0.1);

    /// <summary>The path that returns the number of waiting requests.</summary>
    public const string HeldPath = "/held";

    private const string Teams = "/v1/teams/";
    private const int ServicePageSize = 20;

    private int _held;

    /// <summary>Returns whether a request gets no response.</summary>
    public static bool IsHeld(string target) => target.Contains(Teams + HeldTeam + "/", StringComparison.Ordinal);

    /// <summary>Returns whether a request gets a delayed response.</summary>
    public static bool IsPaced(string target) => target.Contains("?name=" + PacedName, StringComparison.Ordinal);

    /// <summary>Counts a waiting request until the result is disposed of.</summary>
    public IDisposable CountHeld()
    {
        Interlocked.Increment(ref _held);
        return new Counted(this);
    }

    /// <summary>Writes the body; returns false for an unknown path.</summary>
    public bool Write(string method, string target, ByteBuffer body)
    {
        if (method == "POST" && target.Contains("/heartbeats/ping?", StringComparison.Ordinal))
        {
            body.Add("""{"message":"PONG - Heartbeat received"}"""u8);
            return true;
        }

        if (method == "GET" && target.StartsWith(HeldPath, StringComparison.Ordinal))
        {
            body.Add(Encoding.ASCII.GetBytes(Volatile.Read(ref _held).ToString(CultureInfo.InvariantCulture)));
            return true;
        }

        return method == "GET" && WriteList(target, body);
    }

    private static bool WriteList(string target, ByteBuffer body)
    {
        int start = target.IndexOf(Teams, StringComparison.Ordinal);
        int end = start < 0 ? -1 : target.IndexOf("/heartbeats", start, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        string team = target.Substring(start + Teams.Length, end - start - Teams.Length);
        if (!int.TryParse(team.AsSpan(team.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int total))
        {
            return false;
        }

        HeartbeatPage.Write(body, team, total, Number(target, "offset=", 0), Number(target, "size=", ServicePageSize));
        return true;
    }

    private static int Number(string target, string name, int otherwise)
    {
        int start = target.IndexOf(name, StringComparison.Ordinal);
        if (start < 0)
        {
            return otherwise;
        }

        ReadOnlySpan<char> text = target.AsSpan(start + name.Length);
        int end = text.IndexOf('&');
        return int.Parse(end < 0 ? text : text.Slice(0, end), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private sealed class Counted : IDisposable
    {
        private readonly Responses _responses;

        public Counted(Responses responses) => _responses = responses;

        public void Dispose() => Interlocked.Decrement(ref _responses._held);
    }
}
