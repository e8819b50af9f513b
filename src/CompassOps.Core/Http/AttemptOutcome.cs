namespace CompassOps.Http;

internal enum AttemptOutcome
{
    /// <summary>A complete response with a 2xx status.</summary>
    Success,

    /// <summary>A response with an error status, that is, any status except 2xx and 3xx.</summary>
    Refusal,

    /// <summary>A response with a 3xx status.</summary>
    Redirect,

    /// <summary>The connection failed before the service received the request. A retry can succeed.</summary>
    NotSent,

    /// <summary>
    /// The client cannot connect, and a retry does not help. Possible causes are an unknown host, an untrusted certificate, or a refusal by the
    /// proxy.
    /// </summary>
    Unreachable,

    /// <summary>The connection was lost after the request was sent. It is possible that the service carried out the request.</summary>
    Lost,

    /// <summary>A 2xx response with a truncated body. Most likely the service carried out the request.</summary>
    CutOff,

    /// <summary>The attempt timed out. It is possible that the service carried out the request, or will still carry it out.</summary>
    TimedOut,

    /// <summary>A 2xx response with an unreadable body. It is possible that the service carried out the request.</summary>
    Unreadable,

    /// <summary>A 2xx response that is larger than the size limit.</summary>
    TooLarge,
}
