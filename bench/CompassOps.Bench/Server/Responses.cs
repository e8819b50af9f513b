using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace CompassOps.Bench.Server;

/// <summary>
/// Responds to pings with PONG, and to list requests with heartbeats. The last digits of the team id are the number of heartbeats
/// in the list.
/// </summary>
internal sealed class Responses
{
    /// <summary>The id of a team. Requests for this team get no response and wait until the client cancels them.</summary>
    public const string HeldTeam = "11111111-1111-4111-8111-111111111111";

    /// <summary>The path at which the server returns how many requests for <see cref="HeldTeam"/> are waiting.</summary>
    public const string HeldPath = "/held";

    /// <summary>
    /// The start of a path with a waiting time, such as <c>/latency-20/</c>. The server waits for this number of milliseconds
    /// before it responds.
    /// </summary>
    public const string LatencyPrefix = "/latency-";

    private const string Teams = "/v1/teams/";
    private const int ServicePageSize = 20;

    private static readonly byte[] Pong = """{"message":"PONG - Heartbeat received"}"""u8.ToArray();

    private int _held;

    public async Task WriteAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        if (Latency(path) is > 0 and int milliseconds)
        {
            // A timer needs no thread, so any number of requests can wait at the same time.
            await Task.Delay(milliseconds, context.RequestAborted);
        }

        if (path.Contains(Teams + HeldTeam + "/", StringComparison.Ordinal))
        {
            await HoldAsync(context.RequestAborted);
        }
        else if (path.EndsWith("/heartbeats/ping", StringComparison.Ordinal))
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Pong.Length;
            await context.Response.Body.WriteAsync(Pong);
        }
        else if (path == HeldPath)
        {
            await context.Response.WriteAsync(Volatile.Read(ref _held).ToString(CultureInfo.InvariantCulture));
        }
        else if (HeartbeatCount(path, out string team) is { } count)
        {
            context.Response.ContentType = "application/json";
            HeartbeatPage page = new(team, count, Number(context, "offset", 0), Number(context, "size", ServicePageSize));
            context.Response.ContentLength = page.Length;
            page.Write(context.Response.BodyWriter);
            await context.Response.BodyWriter.FlushAsync();
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static int Latency(string path)
    {
        if (!path.StartsWith(LatencyPrefix, StringComparison.Ordinal))
        {
            return 0;
        }

        ReadOnlySpan<char> rest = path.AsSpan(LatencyPrefix.Length);
        return int.Parse(rest[..rest.IndexOf('/')], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static int? HeartbeatCount(string path, out string team)
    {
        int start = path.IndexOf(Teams, StringComparison.Ordinal);
        int end = start < 0 ? -1 : path.IndexOf("/heartbeats", start, StringComparison.Ordinal);
        team = end < 0 ? "" : path[(start + Teams.Length)..end];
        return int.TryParse(team.AsSpan(team.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null;
    }

    private static int Number(HttpContext context, string name, int otherwise) =>
        context.Request.Query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value)
            ? int.Parse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture)
            : otherwise;

    private async Task HoldAsync(CancellationToken aborted)
    {
        Interlocked.Increment(ref _held);
        try
        {
            await Task.Delay(Timeout.Infinite, aborted);
        }
        catch (OperationCanceledException)
        {
            // The client cancelled the request.
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }
}
