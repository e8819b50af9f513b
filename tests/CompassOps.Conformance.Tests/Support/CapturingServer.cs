// An HTTP listener that keeps every request as it came over the wire and gives the answers that the test has laid out.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Conformance.Tests.Support;

/// <summary>A request as it came over the wire: nothing decoded, nothing tidied up.</summary>
internal sealed record Captured(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What to answer.</summary>
internal sealed record Answer(int Status, string? Body);

/// <summary>Listens on a free port of loopback. Each connection carries one request.</summary>
internal sealed class CapturingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Answer> _answers;

    public CapturingServer(params Answer[] answers)
    {
        _answers = new ConcurrentQueue<Answer>(answers);
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Root => new(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));

    public ConcurrentQueue<Captured> Requests { get; } = new();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken stopped = _stop.Token;
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(stopped);
                await ServeAsync(client.GetStream(), stopped);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream, CancellationToken stopped)
    {
        Requests.Enqueue(await ReadAsync(stream, stopped));
        Answer answer = _answers.TryDequeue(out Answer? next) ? next : new Answer(418, null);
        byte[] body = Encoding.UTF8.GetBytes(answer.Body ?? "");
        string length = answer.Body is null
            ? ""
            : FormattableString.Invariant($"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        string head = FormattableString.Invariant($"HTTP/1.1 {answer.Status} Answer\r\n{length}Connection: close\r\n\r\n");
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], stopped);
    }

    private static async Task<Captured> ReadAsync(NetworkStream stream, CancellationToken stopped)
    {
        MemoryStream received = new();
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            int end = received.GetBuffer().AsSpan(0, (int)received.Length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                string[] lines = Encoding.ASCII.GetString(received.GetBuffer(), 0, end).Split("\r\n");
                Dictionary<string, string> headers = lines.Skip(1).Select(static line => line.Split(':', 2))
                    .ToDictionary(static pair => pair[0], static pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
                int size = headers.TryGetValue("Content-Length", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
                if (received.Length >= end + 4 + size)
                {
                    string[] first = lines[0].Split(' ');
                    return new Captured(first[0], first[1], headers, Encoding.UTF8.GetString(received.GetBuffer(), end + 4, size));
                }
            }

            int read = await stream.ReadAsync(buffer, stopped);
            received.Write(buffer, 0, read > 0 ? read : throw new IOException("The request ended early."));
        }
    }
}
