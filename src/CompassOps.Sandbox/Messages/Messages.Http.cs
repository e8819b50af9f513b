namespace CompassOps.Sandbox;

internal static partial class Messages
{
    public const string ForeignOrigin = "The sandbox does not accept requests from web pages of other origins.";

    public const string RequestLine = "The request line is malformed.";

    public const string ProtocolVersion = "The protocol version of the request is not supported. Use HTTP/1.1 or HTTP/1.0.";

    public const string HeaderLine = "A header line is malformed.";

    public const string HeaderControl = "A header contains a control character.";

    public const string TwoHosts = "The request has two Host headers.";

    public const string NoHost = "The request has no Host header.";

    public const string TargetNotPath = "The request target must start with '/' or 'http://'.";

    public const string ForeignHost = "The host in the request is not this machine. Use the host 127.0.0.1 or localhost.";

    public const string TwoLengths = "The request has Content-Length headers with different values.";

    public const string TwoEncodings = "The request has more than one Transfer-Encoding header.";

    public const string LengthAndEncoding = "The request has both a Content-Length header and a Transfer-Encoding header. Send only one of the two.";

    public const string UnknownExpectation = "The value of the Expect header is not 100-continue. The sandbox supports no other value.";

    public const string UnknownEncoding = "The value of the Transfer-Encoding header is not 'chunked'. The sandbox supports no other value.";

    public const string LengthNotNumber = "The value of the Content-Length header is not a valid length.";

    public const string ChunkSize = "The size of a chunk is malformed.";

    public const string ChunkTooLong = "A chunk is longer than its declared size.";

    public const string TooManyTrailers = "The request has too many trailer fields.";

    public const string BodyLine = "A line of the chunked body is malformed.";

    public const string BodyEnded = "The connection ended before the body was complete.";

    public const string HeadLine = "The request line or a header line does not end in CR LF.";

    public const string HeadEnded = "The connection ended before the headers were complete.";

    public static string TooManyHeaders(int maximum) => $"The request has more than {maximum} headers.";

    public static string BodyTooLarge(int maximum) => $"The body of the request is larger than {maximum} bytes.";

    public static string HeadTooLarge(int maximum) => $"The request line and the headers are together larger than {maximum} bytes.";

    public static string InternalError(string type, string message) => $"The sandbox has an internal error: {type}: {message}";
}
