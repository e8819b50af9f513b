namespace CompassOps.Sandbox;

internal static partial class Messages
{
    public const string ForeignOrigin = "The request comes from a web page of another origin.";

    public const string RequestLine = "The request line is malformed.";

    public const string ProtocolVersion = "The protocol is not HTTP/1.1.";

    public const string HeaderLine = "A header line is malformed.";

    public const string HeaderControl = "A header has a control character.";

    public const string TwoHosts = "There are two Host headers.";

    public const string NoHost = "The Host header is missing.";

    public const string TargetNotPath = "The request target is not a path.";

    public const string ForeignHost = "The sandbox accepts requests from this machine only.";

    public const string TwoLengths = "There is more than one Content-Length.";

    public const string TwoEncodings = "There is more than one Transfer-Encoding.";

    public const string LengthAndEncoding = "The request has both Content-Length and Transfer-Encoding.";

    public const string UnknownExpectation = "The only expectation supported is 100-continue.";

    public const string UnknownEncoding = "The only transfer encoding supported is chunked.";

    public const string LengthNotNumber = "The Content-Length is not a number.";

    public const string ChunkSize = "The size of a chunk is malformed.";

    public const string ChunkTooLong = "A chunk is longer than its declared size.";

    public const string TooManyTrailers = "There are too many trailer fields.";

    public const string BodyLine = "A line of the chunked body is malformed.";

    public const string BodyEnded = "The connection ended within the body.";

    public const string HeadLine = "The request line or a header line does not end in CR LF.";

    public const string HeadEnded = "The connection ended before the headers were complete.";

    public static string TooManyHeaders(int maximum) => $"There are more than {maximum} headers.";

    public static string BodyTooLarge(int maximum) => $"The body is larger than {maximum} bytes.";

    public static string HeadTooLarge(int maximum) => $"The request line and headers are larger than {maximum} bytes.";

    public static string InternalError(string type, string message) => $"The sandbox has an internal error: {type}: {message}";
}
