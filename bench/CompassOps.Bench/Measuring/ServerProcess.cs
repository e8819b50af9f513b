using System;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Threading;

namespace CompassOps.Bench.Measuring;

/// <summary>The server, in a process of its own: this program, started with <c>serve</c>.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly HttpClient _client = new();

    /// <summary>Starts the server and waits until it listens.</summary>
    public ServerProcess()
    {
        _process = ChildProcess.Start([Environment.ProcessPath!, typeof(ServerProcess).Assembly.Location, "serve"]);
        string? port = _process.StandardOutput.ReadLine();
        Root = $"http://127.0.0.1:{port ?? throw new MeasureException("The server has not started.")}";
    }

    /// <summary>The root of the server's addresses, without a slash at the end.</summary>
    public string Root { get; }

    /// <summary>Waits until exactly this number of requests is waiting for a response.</summary>
    public void WaitForHeld(int count)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (Held() != count)
        {
            if (watch.Elapsed > TimeLimit)
            {
                throw new MeasureException($"There are not {count} requests in flight, but {Held()}.");
            }

            Thread.Sleep(5);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        ChildProcess.End(_process);
    }

    private int Held()
    {
        using HttpResponseMessage response = _client.Send(new HttpRequestMessage(HttpMethod.Get, Root + Server.Responses.HeldPath));
        using System.IO.StreamReader reader = new(response.Content.ReadAsStream());
        return int.Parse(reader.ReadToEnd(), CultureInfo.InvariantCulture);
    }
}
