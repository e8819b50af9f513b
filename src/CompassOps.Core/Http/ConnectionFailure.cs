using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace CompassOps.Http;

/// <summary>
/// Decides from an exception whether a failed request was sent. If this is uncertain, the request counts as sent. Also describes the
/// failure.
/// </summary>
internal static class ConnectionFailure
{
    /// <summary>Returns the outcome of an attempt that threw an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="answered">Whether the headers of a response had already arrived.</param>
    public static AttemptOutcome Classify(Exception exception, bool answered)
    {
        if (answered)
        {
            // An I/O error without a socket error means that the body was truncated. A socket error means that the connection was lost.
            return Find<InvalidDataException>(exception) is not null ? AttemptOutcome.Unreadable
                : Find<IOException>(exception) is not null && Find<SocketException>(exception) is null ? AttemptOutcome.CutOff
                : AttemptOutcome.Lost;
        }

        if (Find<AuthenticationException>(exception) is { } trust)
        {
            // If the network interrupted the TLS handshake, a retry can succeed. If the certificate or the TLS version was rejected, a
            // retry does not help.
            return Find<IOException>(trust) is null && Find<SocketException>(trust) is null ? AttemptOutcome.Unreachable : AttemptOutcome.NotSent;
        }

        if (exception is ObjectDisposedException)
        {
            return AttemptOutcome.Unreachable;
        }

        // The caller handles the timeout of the attempt, so this exception has another cause. An inner TimeoutException means that the
        // connection was not established in time.
        if (exception is OperationCanceledException)
        {
            return Find<TimeoutException>(exception) is not null ? AttemptOutcome.NotSent : AttemptOutcome.Lost;
        }

        SocketException? socket = Find<SocketException>(exception);
        if (socket?.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return AttemptOutcome.Unreachable;
        }

        return BeforeSending(exception, socket);
    }

    /// <summary>Describes the failure in a few words. Most messages of .NET are replaced, because they can quote received data.</summary>
    public static string Describe(Exception exception)
    {
        if (Find<AuthenticationException>(exception) is { } trust)
        {
            return Messages.TlsFailed(trust.InnerException?.Message ?? trust.Message);
        }

        if (Find<SocketException>(exception) is { } socket)
        {
            return socket.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => Messages.NameNotResolved,
                SocketError.ConnectionRefused => Messages.ConnectionRefused,
                SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Messages.ConnectionReset,
                SocketError.TimedOut => Messages.ConnectionTimedOut,
                _ => socket.Message,
            };
        }

        if (exception is ObjectDisposedException)
        {
            return Messages.ClientClosed;
        }

        if (exception is OperationCanceledException)
        {
            return Messages.ConnectionNotMade;
        }

        if (exception is HttpRequestException && Find<IOException>(exception) is not null)
        {
            return Messages.ConnectionEndedEarly;
        }

        return (exception.InnerException ?? exception).Message;
    }

    public static ConnectionProblem? Problem(Exception? exception) =>
        exception is null ? null
        : IsProxy(exception) ? ConnectionProblem.ProxyInBetween
        : IsName(exception) ? ConnectionProblem.NameNotResolved
        : IsTrust(exception) ? ConnectionProblem.Tls
        : IsRefused(exception) ? ConnectionProblem.Refused
        : ConnectionProblem.NotReachable;

    public static bool IsTrust(Exception? exception) => Find<AuthenticationException>(exception) is not null;

    public static bool IsName(Exception? exception) =>
        Find<SocketException>(exception)?.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
        || Find<WebException>(exception)?.Status is WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure;

    public static bool IsRefused(Exception? exception) =>
        Find<SocketException>(exception)?.SocketErrorCode is SocketError.ConnectionRefused;

    public static bool IsProxy(Exception? exception) =>
#if NETSTANDARD2_0
        Find<WebException>(exception)?.Status is WebExceptionStatus.RequestProhibitedByProxy or WebExceptionStatus.ProxyNameResolutionFailure;
#else
        Find<HttpRequestException>(exception)?.HttpRequestError is HttpRequestError.ProxyTunnelError;
#endif

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static AttemptOutcome BeforeSending(Exception exception, SocketException? socket)
    {
#if NETSTANDARD2_0
        switch (Find<WebException>(exception)?.Status)
        {
            case WebExceptionStatus.NameResolutionFailure:
            case WebExceptionStatus.ProxyNameResolutionFailure:
            case WebExceptionStatus.TrustFailure:
                return AttemptOutcome.Unreachable;
            case WebExceptionStatus.ConnectFailure:
            case WebExceptionStatus.SecureChannelFailure:
                return AttemptOutcome.NotSent;
        }
#else
        switch ((exception as HttpRequestException)?.HttpRequestError)
        {
            case HttpRequestError.ProxyTunnelError:
                return AttemptOutcome.Unreachable;
            case HttpRequestError.NameResolutionError:
            case HttpRequestError.ConnectionError:
            case HttpRequestError.SecureConnectionError:
                return AttemptOutcome.NotSent;
        }
#endif
        // At this point, only these two socket errors prove that the request was not sent. Other socket errors, such as an unreachable
        // host, can also occur after the request was sent.
        return socket?.SocketErrorCode is SocketError.ConnectionRefused or SocketError.TryAgain
            ? AttemptOutcome.NotSent
            : AttemptOutcome.Lost;
    }
}
