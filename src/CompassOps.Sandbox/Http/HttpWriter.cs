using System;
using System.Buffers;
using System.Globalization;
using System.Text;

namespace CompassOps.Sandbox.Http;

/// <summary>Writes the headers and body of a response into one buffer, so that one send call is enough.</summary>
internal sealed class HttpWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private byte[] _date = [];
    private long _dateSecond = -1;

    /// <summary>Returns a response as bytes. The bytes are valid until the next call of this method.</summary>
    /// <param name="response">The response.</param>
    /// <param name="close">If true, adds the header <c>Connection: close</c>.</param>
    /// <param name="withBody">If false, omits the body but keeps the Content-Length, as HEAD requires.</param>
    public ReadOnlyMemory<byte> Compose(HttpResponse response, bool close, bool withBody)
    {
        _buffer.ResetWrittenCount();
        Ascii("HTTP/1.1 ");
        Number(response.Status);
        Ascii(" ");
        Ascii(Reason(response.Status));
        Ascii("\r\nDate: ");
        _buffer.Write(Date(response.Date));
        if (response.Status != 204)
        {
            Ascii("\r\nContent-Length: ");
            Number(response.Body.Length + response.Padding);
        }

        if (response.ContentType is not null)
        {
            Header("Content-Type", response.ContentType);
        }

        if (response.Headers is not null)
        {
            foreach ((string name, string value) in response.Headers)
            {
                Header(name, value);
            }
        }

        Ascii(close ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n");
        if (withBody && response.Status != 204)
        {
            _buffer.Write(response.Body.Span);
        }

        return _buffer.WrittenMemory;
    }

    private void Header(string name, string value)
    {
        Ascii("\r\n");
        Ascii(name);
        Ascii(": ");
        Ascii(value);
    }

    private void Ascii(string text)
    {
        int written = Encoding.Latin1.GetBytes(text, _buffer.GetSpan(text.Length));
        _buffer.Advance(written);
    }

    private void Number(int value)
    {
        value.TryFormat(_buffer.GetSpan(11), out int written, default, CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    private byte[] Date(DateTimeOffset date)
    {
        long second = date.UtcTicks / TimeSpan.TicksPerSecond;
        if (second != _dateSecond)
        {
            _dateSecond = second;
            _date = Encoding.ASCII.GetBytes(date.ToString("R", CultureInfo.InvariantCulture));
        }

        return _date;
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        507 => "Insufficient Storage",
        505 => "HTTP Version Not Supported",
        _ => "Status",
    };
}
