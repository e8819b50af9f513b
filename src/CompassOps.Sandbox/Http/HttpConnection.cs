using System;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace CompassOps.Sandbox.Http;

/// <summary>Reads the requests of one connection and sends the responses.</summary>
internal sealed class HttpConnection(Socket socket, IHttpHandler handler, WaitHandle stopping)
{
    private const int IdleMilliseconds = 120_000;
    private const int LingerMilliseconds = 500;
    private const int LingerBytes = 4 * HttpReader.MaximumBody;

    private long _readingSince = Environment.TickCount64;

    public Thread Thread { get; set; } = Thread.CurrentThread;

    /// <summary>
    /// Whether the connection closes after the response to the current request. Only the <see cref="Thread"/> of the connection sets this
    /// property.
    /// </summary>
    public bool ClosesAfterResponse { get; set; }

    /// <summary>
    /// The value of <see cref="Environment.TickCount64"/> when the connection began to wait for a request. Null while the connection
    /// handles a request.
    /// </summary>
    public long? ReadingSince => Interlocked.Read(ref _readingSince) is >= 0 and long since ? since : null;

    /// <summary>Closes a socket. The client sees that the connection was reset.</summary>
    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The socket is already closed.
        }

        socket.Dispose();
    }

    public void Reset() => Reset(socket);

    public void Run()
    {
        try
        {
            socket.NoDelay = true;
            socket.ReceiveTimeout = IdleMilliseconds;
            socket.SendTimeout = IdleMilliseconds;
            using NetworkStream stream = new(socket, ownsSocket: false);
            Serve(new HttpReader(stream), new HttpWriter());
        }
        catch (Exception)
        {
            // A failure here must not end the process. In most cases, the client has closed the connection, or the server is
            // stopping.
        }
        finally
        {
            socket.Dispose();
        }
    }

    private void Serve(HttpReader reader, HttpWriter writer)
    {
        while (true)
        {
            HttpRequest? request;
            try
            {
                Interlocked.Exchange(ref _readingSince, Environment.TickCount64);
                request = reader.Read();
                Interlocked.Exchange(ref _readingSince, -1);
            }
            catch (HttpProtocolException error)
            {
                Send(writer.Compose(handler.Refuse(error), close: true, withBody: true).Span);
                Linger();
                return;
            }

            if (request is null)
            {
                return;
            }

            HttpResponse response = Ask(request);
            bool close = ClosesAfterResponse || !request.KeepAlive || response.Delivery == Delivery.Truncated;
            bool head = request.Method == "HEAD";
            ReadOnlyMemory<byte> bytes = writer.Compose(response, close, withBody: !head);
            switch (response.Delivery)
            {
                case Delivery.Reset:
                    Reset();
                    return;
                case Delivery.Truncated:
                    int lost = response.Body.IsEmpty ? bytes.Length / 2 : (response.Body.Length + 1) / 2;
                    Send(bytes.Span[..^lost]);
                    break;
                case Delivery.Drip:
                    Drip(bytes.Span, response.DripPause);
                    break;
                case Delivery.Padded:
                    Send(bytes.Span);
                    Pad(head ? 0 : response.Padding);
                    break;
                default:
                    Send(bytes.Span);
                    break;
            }

            if (close)
            {
                Linger();
                return;
            }
        }
    }

    private HttpResponse Ask(HttpRequest request)
    {
        try
        {
            return handler.Handle(request);
        }
        catch (Exception error)
        {
            // An error in the sandbox itself must not end the process, so the client receives the error in a response.
            return new HttpResponse
            {
                Status = 500,
                ContentType = "text/plain",
                Body = Encoding.UTF8.GetBytes(Messages.InternalError(error.GetType().Name, error.Message)),
                Date = DateTimeOffset.UtcNow,
            };
        }
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    private void Drip(ReadOnlySpan<byte> bytes, TimeSpan pause)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            Send(bytes.Slice(i, 1));
            if (stopping.WaitOne(pause))
            {
                return;
            }
        }
    }

    private void Pad(int blanks)
    {
        byte[] some = new byte[64 * 1024];
        Array.Fill(some, (byte)' ');
        for (; blanks > 0 && !stopping.WaitOne(0); blanks -= some.Length)
        {
            Send(some.AsSpan(0, Math.Min(blanks, some.Length)));
        }
    }

    // If unread bytes remain, closing the socket resets the connection, and the client can lose the response. So read these bytes
    // first.
    private void Linger()
    {
        socket.Shutdown(SocketShutdown.Send);
        socket.ReceiveTimeout = LingerMilliseconds;
        byte[] rest = new byte[8192];
        int total = 0;
        int read;
        while (total < LingerBytes && (read = socket.Receive(rest)) > 0)
        {
            total += read;
        }
    }
}
