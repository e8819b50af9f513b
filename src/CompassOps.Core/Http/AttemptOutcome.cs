namespace CompassOps.Http;

/// <summary>What became of one attempt.</summary>
internal enum AttemptOutcome
{
    /// <summary>A whole response of the 2xx class.</summary>
    Success,

    /// <summary>A whole response of another class than 2xx and 3xx.</summary>
    Refusal,

    /// <summary>A response of the 3xx class.</summary>
    Redirect,

    /// <summary>No connection came about: the service has not seen the request. Another time it may work.</summary>
    NotSent,

    /// <summary>No connection came about, and trying again will not help: no such host, no trust in its certificate, proxy refusal.</summary>
    Unreachable,

    /// <summary>The connection was lost after sending: the service may have done what was asked.</summary>
    Lost,

    /// <summary>A 2xx response whose body ended early: the service has most likely done what was asked.</summary>
    CutOff,

    /// <summary>The time was up: the service may have done what was asked, or may yet do it.</summary>
    TimedOut,

    /// <summary>A 2xx response that cannot be read: it says that the work was done, but not by whom.</summary>
    Unreadable,

    /// <summary>The response is longer than allowed.</summary>
    TooLarge,
}
