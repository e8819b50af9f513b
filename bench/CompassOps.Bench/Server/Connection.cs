using System;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace CompassOps.Bench.Server;

/// <summary>One connection, kept alive until the client closes it.</summary>
internal sealed class Connection
{
    private readonly Socket _socket;
    private readonly Responses _responses;
    private readonly ByteBuffer _body = new();
    private readonly ByteBuffer _answer = new();
    private byte[] _input = new byte[16 * 1024];
    private int _length;

    public Connection(Socket socket, Responses responses)
    {
        _socket = socket;
        _responses = responses;
    }

    /// <summary>Responds to one request after another.</summary>
    public void Serve()
    {
        using (_socket)
        {
            try
            {
                while (ReadRequest() is { } request)
                {
                    if (Responses.IsHeld(request.Target))
                    {
                        Hold();
                        return;
                    }

                    if (Responses.IsPaced(request.Target))
                    {
                        Work(Responses.Pace);
                    }

                    _body.Clear();
                    bool found = _responses.Write(request.Method, request.Target, _body);
                    Send(found ? "200 OK"u8 : "404 Not Found"u8);
                }
            }
            catch (SocketException)
            {
                // The client has closed the connection.
            }
        }
    }

    // Busy waiting, because the system rounds such a short sleep up.
    private static void Work(TimeSpan time)
    {
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < time;)
        {
            Thread.SpinWait(20);
        }
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            int end = head.IndexOf("\r\n"u8);
            ReadOnlySpan<byte> line = end < 0 ? head : head.Slice(0, end);
            if (line.Length > 15 && Ascii.EqualsIgnoreCase(line.Slice(0, 15), "Content-Length:"u8))
            {
                return int.Parse(line.Slice(15), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            }

            head = end < 0 ? default : head.Slice(end + 2);
        }

        return 0;
    }

    private void Send(ReadOnlySpan<byte> status)
    {
        _answer.Clear();
        _answer.Add("HTTP/1.1 "u8);
        _answer.Add(status);
        _answer.Add("\r\nContent-Type: application/json\r\nContent-Length: "u8);
        Span<byte> length = stackalloc byte[10];
        _body.Length.TryFormat(length, out int digits, provider: CultureInfo.InvariantCulture);
        _answer.Add(length.Slice(0, digits));
        _answer.Add("\r\n\r\n"u8);
        _answer.Add(_body.Written);
        for (ReadOnlySpan<byte> rest = _answer.Written; !rest.IsEmpty;)
        {
            rest = rest.Slice(_socket.Send(rest));
        }
    }

    /// <summary>Sends no response and waits until the client gives up.</summary>
    private void Hold()
    {
        using (_responses.CountHeld())
        {
            while (_socket.Receive(_input) > 0)
            {
                // Further data from the client is ignored.
            }
        }
    }

    /// <summary>Reads a whole request; returns null if the client has closed the connection.</summary>
    private (string Method, string Target)? ReadRequest()
    {
        int head;
        while ((head = _input.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!Receive())
            {
                return null;
            }
        }

        ReadOnlySpan<byte> lines = _input.AsSpan(0, head);
        int line = lines.IndexOf("\r\n"u8);
        ReadOnlySpan<byte> first = line < 0 ? lines : lines.Slice(0, line);
        int space = first.IndexOf((byte)' ');
        int last = first.LastIndexOf((byte)' ');
        string method = Encoding.ASCII.GetString(first.Slice(0, space));
        string target = Encoding.ASCII.GetString(first.Slice(space + 1, last - space - 1));
        int whole = head + 4 + ContentLength(lines);
        while (_length < whole)
        {
            if (!Receive())
            {
                return null;
            }
        }

        _input.AsSpan(whole, _length - whole).CopyTo(_input);
        _length -= whole;
        return (method, target);
    }

    private bool Receive()
    {
        if (_length == _input.Length)
        {
            Array.Resize(ref _input, _input.Length * 2);
        }

        int received = _socket.Receive(_input.AsSpan(_length));
        _length += received;
        return received > 0;
    }
}
