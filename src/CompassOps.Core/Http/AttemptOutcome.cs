namespace CompassOps.Http;

/// <summary>The outcomes of an attempt.</summary>
internal enum AttemptOutcome
{
    /// <summary>A whole response of the 2xx class.</summary>
    Success,

    /// <summary>A whole response of another class than 2xx and 3xx.</summary>
    Refusal,

    /// <summary>A response of the 3xx class.</summary>
    Redirect,

    /// <summary>The connection failed and the service has not received the request. A retry may succeed.</summary>
    NotSent,

    /// <summary>The connection failed and a retry will not help: unknown host, untrusted certificate, refusal by the proxy.</summary>
    Unreachable,

    /// <summary>The connection was lost after sending. The service may have done the work.</summary>
    Lost,

    /// <summary>A 2xx response with a truncated body. The service has most likely done the work.</summary>
    CutOff,

    /// <summary>The attempt timed out. The service may have done the work, or may still do it.</summary>
    TimedOut,

    /// <summary>A 2xx response that cannot be read. The work may have been done.</summary>
    Unreadable,

    /// <summary>The response is longer than allowed.</summary>
    TooLarge,
}
