using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Threading;

namespace CompassOps.Bench.Measuring;

/// <summary>Runs <see cref="Server.BenchServer"/> in a separate process.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly HttpClient _client = new();

    /// <summary>Starts the server and waits until it accepts connections.</summary>
    public ServerProcess()
    {
        Certificate = Path.GetTempFileName();
        _process = ChildProcess.Start(
            [Environment.ProcessPath!, typeof(ServerProcess).Assembly.Location, "serve", Certificate], certificate: null);
        if (_process.StandardOutput.ReadLine()?.Split(' ') is not [string plain, string http1, string http2])
        {
            throw new MeasureException("The server has not started.");
        }

        (Root, Http1, Http2) = (plain, http1, http2);
    }

    /// <summary>
    /// Whether processes on this operating system trust the certificate in <c>SSL_CERT_FILE</c>. If not, HTTPS is not measured.
    /// </summary>
    public static bool HasHttps => OperatingSystem.IsLinux();

    public string Certificate { get; }

    /// <summary>The root address for HTTP, without a slash at the end.</summary>
    public string Root { get; }

    /// <summary>The root address for HTTPS at which the server supports only HTTP/1.1.</summary>
    public string Http1 { get; }

    /// <summary>The root address for HTTPS at which the server also supports HTTP/2.</summary>
    public string Http2 { get; }

    /// <summary>
    /// Adds a waiting time to a root address. Before the server responds to a request at this address, it waits for this time.
    /// </summary>
    public static string After(string root, int milliseconds) =>
        milliseconds == 0 ? root : string.Create(CultureInfo.InvariantCulture, $"{root}{Server.Responses.LatencyPrefix}{milliseconds}");

    /// <summary>Waits until exactly this number of requests is waiting for responses that the server never sends.</summary>
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

    public void Dispose()
    {
        _client.Dispose();
        ChildProcess.End(_process);
        File.Delete(Certificate);
    }

    private int Held()
    {
        using HttpResponseMessage response = _client.Send(new HttpRequestMessage(HttpMethod.Get, Root + Server.Responses.HeldPath));
        using StreamReader reader = new(response.Content.ReadAsStream());
        return int.Parse(reader.ReadToEnd(), CultureInfo.InvariantCulture);
    }
}
