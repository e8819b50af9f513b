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
/// The OAuth client of a service account: gets access tokens from the authority, and renews them before they expire or if the service
/// refuses one. All requests in flight share one renewal.
/// </summary>
internal sealed class ClientCredential : Credential
{
    /// <summary>A token is renewed this long before it expires, or a tenth of its lifetime before if that is shorter.</summary>
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    /// <summary>While a token is still valid, a failed renewal is not retried for this long.</summary>
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
    /// <param name="options">The settings of the transport, and the client's id.</param>
    /// <param name="secret">The client's secret.</param>
    /// <param name="origin">The origin whose requests are signed.</param>
    /// <param name="authority">The root of the authority.</param>
    /// <param name="handler">Sends the requests to the authority.</param>
    /// <param name="clock">The time.</param>
    /// <param name="redactor">Receives each access token.</param>
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

    /// <summary>The source of id and secret, or null.</summary>
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

    /// <summary>Returns the token while it is valid, and the renewal to wait for, which this starts if none is running; null if none is needed.</summary>
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
                // The renewal of another request had a single attempt. This request may have more.
                (valid, Renewal? next) = Join(request);
                if (next is null)
                {
                    return valid!.Authorization;
                }

                renewal = next;
            }
        }
    }

    /// <summary>Waits for the end of a renewal, which continues if one of the waiting requests is cancelled.</summary>
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
        // Its own deadline, not the request's: others with more time may wait for it as well.
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
            // Count the lifetime from before the request, because the token was issued after that moment.
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

    /// <summary>A renewal under way, and whether it ends with its first attempt.</summary>
    private sealed record Renewal(Task<AccessToken> Task, bool IsSentOnce);

    /// <summary>An access token, when to renew it and when it expires by the monotonic clock.</summary>
    private sealed record AccessToken(Authorization Authorization, TimeSpan RenewAt, TimeSpan ExpiresAt);
}
