namespace CompassOps.Http;

/// <summary>The outcomes of an attempt.</summary>
internal enum AttemptOutcome
{
    /// <summary>A complete response with a status of the 2xx class.</summary>
    Success,

    /// <summary>A complete response with a status outside the 2xx and 3xx classes.</summary>
    Refusal,

    /// <summary>A response with a status of the 3xx class.</summary>
    Redirect,

    /// <summary>The connection failed and the service has not received the request. A retry may succeed.</summary>
    NotSent,

    /// <summary>The connection failed and a retry will not help: unknown host, untrusted certificate, refusal by the proxy.</summary>
    Unreachable,

    /// <summary>The connection was lost after the request was sent. The service may have carried out the request.</summary>
    Lost,

    /// <summary>A 2xx response with a truncated body. The service has most likely carried out the request.</summary>
    CutOff,

    /// <summary>The attempt timed out. The service may have carried out the request, or may still do so.</summary>
    TimedOut,

    /// <summary>A 2xx response that cannot be read. The service may have carried out the request.</summary>
    Unreadable,

    /// <summary>A response that exceeds the size limit.</summary>
    TooLarge,
}
