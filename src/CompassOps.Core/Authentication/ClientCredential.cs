using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Retry;
using CompassOps.Secrets;
using CompassOps.Serialization;

namespace CompassOps.Authentication;

/// <summary>
/// Authenticates requests as the OAuth client of a service account. Gets access tokens from the token authority. Renews a token before
/// the token expires, or when the service rejects the token. Concurrent requests wait for the same renewal.
/// </summary>
internal sealed class ClientCredential : Credential
{
    /// <summary>
    /// The maximum time between the renewal and the expiry of a token. If a token has a lifetime of less than 10 minutes, the client renews
    /// it when a tenth of the lifetime remains.
    /// </summary>
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The minimum pause after a failed renewal if the current token is still valid. During the pause, requests use the current token.
    /// </summary>
    private static readonly TimeSpan RenewalPause = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly Transport _authority;
    private readonly Uri _address;
    private readonly Uri _origin;
    private readonly byte[] _body;
    private readonly string _clientId;
    private readonly Redactor _redactor;
    private readonly CancellationTokenSource _closed = new();
    private AccessToken? _current;
    private Renewal? _renewal;
    private TimeSpan _nextRenewal;

    public ClientCredential(
        CompassClientOptions options, string secret, Uri origin, Uri authority, HttpMessageHandler handler, Clock clock, Redactor redactor)
    {
        _authority = new Transport(handler, options, clock, redactor);
        _address = Addresses.Below(authority, AuthorityOperations.IssueToken.Template);
        _origin = origin;
        _clientId = options.ClientId!;
        _body = RequestBodies.OfToken(_clientId, secret);
        _redactor = redactor;
    }

    /// <summary>The source of the client id and secret, such as the name of an environment variable. Null if the source is unknown.</summary>
    public string? Source { get; init; }

    public override string Description => Source is null ? Messages.TokenOfClient(_clientId) : $"{Messages.TokenOfClient(_clientId)} (from {Source})";

    public override string Remedy => Messages.CheckServiceAccount;

    public override bool IsAccessToken => true;

    public override ValueTask<Authorization> GetAsync(ApiRequest request, TimeSpan deadline, CancellationToken cancellationToken)
    {
        (AccessToken? valid, Renewal? renewal) = Join(request);
        return renewal is null
            ? new ValueTask<Authorization>(valid!.Authorization)
            : new ValueTask<Authorization>(WaitAsync(request, renewal, valid, deadline, cancellationToken));
    }

    public override bool TryReplace(Authorization refused)
    {
        lock (_lock)
        {
            // Clear the current token only if it is the rejected token. Another request can already have replaced the rejected token.
            if (ReferenceEquals(_current?.Authorization, refused))
            {
                _current = null;
            }
        }

        return true;
    }

    public override void Dispose()
    {
        _closed.Cancel();
        _authority.Dispose();
        _closed.Dispose();
        base.Dispose();
    }

    /// <summary>
    /// Returns the current token, or null if no token is valid. Also returns the renewal to wait for, or null if the caller need not wait.
    /// If a renewal is necessary and none is in progress, starts a renewal.
    /// </summary>
    private (AccessToken? Valid, Renewal? Renewal) Join(ApiRequest request)
    {
        lock (_lock)
        {
            TimeSpan now = _authority.Clock.Elapsed;
            AccessToken? valid = _current is { } token && now < token.ExpiresAt ? token : null;
            if (valid is not null && (now < valid.RenewAt || (_renewal is null && now < _nextRenewal)))
            {
                return (valid, null);
            }

            // If the current token is still valid, do not retry the renewal, because the request can use the current token.
            return (valid, _renewal ??= Start(request, isSentOnce: request.IsSentOnce || valid is not null));
        }
    }

    private async Task<Authorization> WaitAsync(
        ApiRequest request, Renewal renewal, AccessToken? valid, TimeSpan deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            await EndAsync(request, renewal, deadline, cancellationToken).ConfigureAwait(false);
            try
            {
                return (await renewal.Task.ConfigureAwait(false)).Authorization;
            }
            catch (CompassApiException) when (valid is not null && _authority.Clock.Elapsed < valid.ExpiresAt && ReferenceEquals(valid, _current))
            {
                return valid.Authorization;
            }
            catch (CompassApiException failure) when (renewal.IsSentOnce && !request.IsSentOnce && failure.Kind != CompassErrorKind.Unauthorized)
            {
                // The renewal failed, and it was started without retries. The current request allows retries, so it waits for a new
                // renewal.
                (valid, Renewal? next) = Join(request);
                if (next is null)
                {
                    return valid!.Authorization;
                }

                renewal = next;
            }
        }
    }

    /// <summary>
    /// Waits until a renewal ends. If one request is cancelled, the renewal continues, because other requests can wait for the renewal.
    /// </summary>
    private async Task EndAsync(ApiRequest request, Renewal renewal, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan left = deadline - _authority.Clock.Elapsed;
        limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        TaskCompletionSource<bool> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (limit.Token.Register(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true), end))
        {
            if (await Task.WhenAny(renewal.Task, end.Task).ConfigureAwait(false) != renewal.Task)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new CompassApiException(
                    CompassErrorKind.Timeout, request.Operation.Name, Messages.Failed(request.Operation.Name, Messages.TokenNotInTime, 1, null))
                {
                    Remedy = Messages.TryLaterOrLonger,
                };
            }
        }
    }

    private Renewal Start(ApiRequest request, bool isSentOnce)
    {
        // The token request does not get the deadline of the current request, because requests with later deadlines can wait for the same
        // renewal.
        ApiRequest tokenRequest = new(AuthorityOperations.IssueToken, _address)
        {
            Body = _body,
            Observer = request.Observer,
            IsSentOnce = isSentOnce,
            HasSecretResponse = true,
        };

        // Start the task on the thread pool, because the caller holds a lock.
        return new Renewal(Task.Run(() => IssueAsync(tokenRequest)), isSentOnce);
    }

    private async Task<AccessToken> IssueAsync(ApiRequest request)
    {
        AccessToken? token = null;
        try
        {
            // Count the lifetime of the token from the time before the token request, so that the token is never used after its expiry.
            TimeSpan start = _authority.Clock.Elapsed;
            IssuedToken issued = await _authority.SendAsync(request, IssuedToken.Reader, null, _closed.Token).ConfigureAwait(false);
            _redactor.AddIssued(issued.Token);
            TimeSpan margin = new(Math.Min(issued.Lifetime.Ticks / 10, LongestMargin.Ticks));
            token = new AccessToken(
                new Authorization(_origin, "Bearer " + issued.Token), start + issued.Lifetime - margin, start + issued.Lifetime);
            return token;
        }
        catch (OperationCanceledException)
        {
            throw new ObjectDisposedException(nameof(CompassClient), Messages.ClientClosed);
        }
        finally
        {
            lock (_lock)
            {
                _current = token ?? _current;
                _nextRenewal = token is null ? _authority.Clock.Elapsed + RenewalPause : _nextRenewal;
                _renewal = null;
            }
        }
    }

    /// <summary>A renewal in progress. If IsSentOnce is true, the renewal is not retried.</summary>
    private sealed record Renewal(Task<AccessToken> Task, bool IsSentOnce);

    /// <summary>An access token. Both times are times of the monotonic clock, because the system clock can change.</summary>
    private sealed record AccessToken(Authorization Authorization, TimeSpan RenewAt, TimeSpan ExpiresAt);
}
