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
            throw new MeasureException("The benchmark server did not start.");
        }

        (Root, Http1, Http2) = (plain, http1, http2);
    }

    /// <summary>
    /// Whether .NET on this operating system trusts the certificate file that the environment variable <c>SSL_CERT_FILE</c> names.
    /// Otherwise, the benchmark does not measure HTTPS.
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
    /// Returns the root address at which the server waits for <paramref name="milliseconds"/> before it responds.
    /// </summary>
    public static string After(string root, int milliseconds) =>
        milliseconds == 0 ? root : string.Create(CultureInfo.InvariantCulture, $"{root}{Server.Responses.LatencyPrefix}{milliseconds}");

    /// <summary>
    /// Waits until exactly <paramref name="count"/> requests for <see cref="Server.Responses.HeldTeam"/> are waiting for a response, which the
    /// server never sends.
    /// </summary>
    public void WaitForHeld(int count)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (Held() != count)
        {
            if (watch.Elapsed > TimeLimit)
            {
                throw new MeasureException($"The number of waiting requests at the benchmark server is {Held()} instead of {count}.");
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
