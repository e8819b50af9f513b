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
/// Authenticates requests as the OAuth client of a service account. Gets access tokens from the authority. Renews a token before it
/// expires, or when the service refuses it. All requests in flight share one renewal.
/// </summary>
internal sealed class ClientCredential : Credential
{
    /// <summary>
    /// The longest margin between the renewal of a token and its expiry. If a tenth of the token's lifetime is shorter, that is the
    /// margin.
    /// </summary>
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    /// <summary>The pause after a failed renewal, during which requests use the token that is still valid.</summary>
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

    /// <summary>Creates the credential.</summary>
    /// <param name="options">Contains the transport settings and the client id.</param>
    /// <param name="secret">The client secret.</param>
    /// <param name="origin">The scheme, host and port that receive the access token.</param>
    /// <param name="authority">The root address of the authority.</param>
    /// <param name="handler">Sends the requests to the authority.</param>
    /// <param name="clock">Provides the time.</param>
    /// <param name="redactor">Receives each access token, so that messages do not show it.</param>
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

    /// <summary>The source of the client id and secret, such as a variable's name, or null.</summary>
    public string? Source { get; init; }

    /// <inheritdoc/>
    public override string Description => Source is null ? Messages.TokenOfClient(_clientId) : $"{Messages.TokenOfClient(_clientId)} (from {Source})";

    /// <inheritdoc/>
    public override string Remedy => Messages.CheckServiceAccount;

    /// <inheritdoc/>
    public override bool IsAccessToken => true;

    /// <inheritdoc/>
    public override ValueTask<Authorization> GetAsync(ApiRequest request, TimeSpan deadline, CancellationToken cancellationToken)
    {
        (AccessToken? valid, Renewal? renewal) = Join(request);
        return renewal is null
            ? new ValueTask<Authorization>(valid!.Authorization)
            : new ValueTask<Authorization>(WaitAsync(request, renewal, valid, deadline, cancellationToken));
    }

    /// <inheritdoc/>
    public override bool TryReplace(Authorization refused)
    {
        lock (_lock)
        {
            // Another request may have replaced the token in the meantime.
            if (ReferenceEquals(_current?.Authorization, refused))
            {
                _current = null;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _closed.Cancel();
        _authority.Dispose();
        _closed.Dispose();
        base.Dispose();
    }

    /// <summary>
    /// Returns the current token, and the renewal to wait for. The token is null if it has expired. The renewal is null if none is
    /// needed. Starts a renewal if one is needed and none is running.
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

            // A token that is still valid may be used if the first attempt to renew it fails.
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
                // Another request started this renewal and limited it to one attempt. This request allows retries, so it joins or starts
                // another renewal.
                (valid, Renewal? next) = Join(request);
                if (next is null)
                {
                    return valid!.Authorization;
                }

                renewal = next;
            }
        }
    }

    /// <summary>Waits until a renewal ends. If one of the waiting requests is cancelled, the renewal continues for the others.</summary>
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
        // Do not pass on the deadline of this request: other requests with later deadlines may wait for the same renewal.
        ApiRequest tokenRequest = new(AuthorityOperations.IssueToken, _address)
        {
            Body = _body,
            Observer = request.Observer,
            IsSentOnce = isSentOnce,
            HasSecretResponse = true,
        };

        // Run it on the thread pool, so that no request runs inside the lock.
        return new Renewal(Task.Run(() => IssueAsync(tokenRequest)), isSentOnce);
    }

    private async Task<AccessToken> IssueAsync(ApiRequest request)
    {
        AccessToken? token = null;
        try
        {
            // Measure the lifetime from before the token request is sent, so that the token never seems valid for too long.
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

    /// <summary>A renewal in progress. If IsSentOnce is true, it is not retried.</summary>
    private sealed record Renewal(Task<AccessToken> Task, bool IsSentOnce);

    /// <summary>An access token, with the times of its renewal and its expiry on the monotonic clock.</summary>
    private sealed record AccessToken(Authorization Authorization, TimeSpan RenewAt, TimeSpan ExpiresAt);
}
