using System;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Secrets;
using CompassOps.Serialization;

namespace CompassOps.Retry;

/// <summary>Sends requests with retries. Before each attempt, it waits until the connection is no longer paused.</summary>
internal sealed class Transport : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly HttpSender _sender;
    private readonly Credential? _credential;
    private readonly Redactor _redactor;
    private readonly RetrySettings _settings;
    private readonly TimeSpan _timeout;
    private readonly ThrottlePause _pause;
    private long _throttles;

    /// <summary>Creates the transport, which owns the handler and the credential and disposes of both.</summary>
    /// <param name="handler">Sends requests.</param>
    /// <param name="options">The settings, which must be valid.</param>
    /// <param name="clock">Provides the time.</param>
    /// <param name="redactor">Removes secrets from messages.</param>
    /// <param name="credential">The credentials of the requests. Null means no credentials.</param>
    public Transport(HttpMessageHandler handler, CompassClientOptions options, Clock clock, Redactor redactor, Credential? credential = null)
    {
        _credential = credential;
        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
        _redactor = redactor;
        _sender = new HttpSender(_invoker, options.MaximumResponseBytes, options.UserAgent, redactor);
        _settings = new RetrySettings(options.MaximumRetryCount, options.RetryInterval, options.MaximumRetryDelay);
        _timeout = options.Timeout;
        _pause = new ThrottlePause(clock, options.RetryInterval);
        Clock = clock;
        MaximumCallTime = new TimeSpan((_timeout.Ticks + _settings.MaximumDelay.Ticks) * (_settings.MaximumRetryCount + 1));
    }

    public Clock Clock { get; }

    public long Throttles => Interlocked.Read(ref _throttles);

    /// <summary>The maximum duration of an operation, including all delays and retries.</summary>
    public TimeSpan MaximumCallTime { get; }

    public TimeSpan RetryInterval => _settings.Interval;

    /// <summary>Sends a request with retries, and returns the result.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the response.</param>
    /// <param name="resolver">
    /// Finds out whether the service carried out the request. Null if this is not possible or not necessary.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="CompassApiException">The operation failed.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, ResponseReader<T> read, OutcomeResolver<T>? resolver, CancellationToken cancellationToken)
    {
        TimeSpan deadline = request.Deadline ?? Clock.Elapsed + MaximumCallTime;
        bool mayBeDone = false, inDoubt = false, isReplaced = false;
        CompassApiException? last = null;
        RetrySettings settings = request.IsSentOnce ? _settings with { MaximumRetryCount = 0 } : _settings;
        for (int attempt = 1; ; attempt++)
        {
            if (!await _pause.PassAsync(deadline, request.Observer, cancellationToken).ConfigureAwait(false))
            {
                throw End(request, resolver, inDoubt, last ?? RetryFailures.ThrottledTooLong(request, attempt - 1));
            }

            TimeSpan left = deadline - Clock.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                throw End(request, resolver, inDoubt, last ?? RetryFailures.OutOfTime(request, attempt - 1));
            }

            bool observed = request.Observer?.WantsAttempts == true;
            bool wantsDetail = observed && request.Observer!.WantsDetail && !request.HasSecretResponse;
            Authorization? authorization = null;
            try
            {
                authorization = _credential is null ? null : await _credential.GetAsync(request, deadline, cancellationToken).ConfigureAwait(false);
            }
            catch (CompassApiException failure)
            {
                throw End(request, resolver, inDoubt, failure);
            }

            using ApiResponse response = await _sender
                .SendAsync(request.Method, request.Address, request.Body, Limit(deadline), observed, wantsDetail, authorization, cancellationToken)
                .ConfigureAwait(false);
            T value = response.Outcome == AttemptOutcome.Success ? Read(response, read, request.TeamId) : default!;

            // If the service rejected the access token, retry once with another token. The rejected attempt does not count towards the
            // retry limit, because the service did not carry out the request.
            bool replaces = !isReplaced && authorization is not null && Failures.IsTokenRefused(response) && _credential!.TryReplace(authorization);
            Decision decision = replaces ? RetryPolicy.Again : RetryPolicy.Decide(
                request.Operation.RetrySafety, response.Outcome, response.Status, response.RetryAfter, isReplaced ? attempt - 1 : attempt, settings, Random(response));
            isReplaced |= replaces;
            if (decision.PausesConnection)
            {
                Interlocked.Increment(ref _throttles);
                _pause.Extend(decision.Wait);
            }

            Report(request, response, attempt, decision);
            if (decision.Step == NextStep.Return)
            {
                return value;
            }

            last = Failures.From(request, response, attempt, _redactor, _credential);
            bool refused = mayBeDone && resolver is not null && resolver.IsExplainedBy(response.Status) && response.Outcome == AttemptOutcome.Refusal;
            bool isUncertain = RetryPolicy.MayBeDone(response.Outcome, response.Status, response.RetryAfter);
            mayBeDone |= isUncertain;
            inDoubt |= isUncertain && resolver?.LeavesDoubt(response.Outcome, response.Status) == true;
            if (resolver is not null && (refused || decision.Step == NextStep.LookUp))
            {
                bool thorough = refused || (inDoubt && !IsInTime(decision, deadline));
                Resolution<T> found = await LookUpAsync(request, resolver, refused, thorough, last, deadline, cancellationToken).ConfigureAwait(false);
                if (found.IsFound)
                {
                    return found.Value;
                }
            }

            if (request.Operation.RetrySafety == RetrySafety.Unsafe && mayBeDone)
            {
                throw Redact(RetryFailures.MayBeCarriedOut(request, last));
            }

            if (!IsInTime(decision, deadline))
            {
                throw End(request, resolver, inDoubt, last);
            }

            // If the whole connection is paused, the next attempt waits at the start of the loop.
            if (!decision.PausesConnection && !replaces)
            {
                request.Observer?.OnWait(new RequestWait
                {
                    Duration = decision.Wait,
                    Operation = request.Operation.Name,
                    StatusCode = response.Status == 0 ? null : response.Status,
                });
                await Clock.Delay(decision.Wait, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        _credential?.Dispose();
        _invoker.Dispose();
    }

    private static T Read<T>(ApiResponse response, ResponseReader<T> read, string? teamId)
    {
        try
        {
            if (Failures.IsHtml(response))
            {
                throw new JsonException(Messages.IsWebPage);
            }

            return read(response.Body, teamId);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            response.Outcome = AttemptOutcome.Unreadable;
            response.Exception = exception;
            response.Failure = response.Body.IsEmpty ? Messages.EmptyResponse : exception.Message;
            return default!;
        }
    }

    private async Task<Resolution<T>> LookUpAsync<T>(
        ApiRequest request, OutcomeResolver<T> resolver, bool refused, bool thorough, CompassApiException last, TimeSpan deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await resolver.ResolveAsync(refused, thorough, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (CompassApiException) when (request.Operation.RetrySafety is not (RetrySafety.Create or RetrySafety.CreateByName))
        {
            // The service rejected the retry of a cancel request, and then the window could not be read. Ignore the second failure,
            // because the error of the cancel request helps the user more.
            return default;
        }
        catch (CompassApiException failure) when (failure.Operation != request.Operation.Name)
        {
            string why = failure.Kind == CompassErrorKind.OutcomeUnknown ? failure.Message : Messages.LookupFailed(failure.Message);
            throw Redact(RetryFailures.OutcomeUnknown(request, resolver.Remedy, last, why));
        }
    }

    /// <summary>
    /// Returns the final error of a request. If a create request can have succeeded, the error also says that the outcome is unknown.
    /// </summary>
    private CompassApiException End<T>(ApiRequest request, OutcomeResolver<T>? resolver, bool inDoubt, CompassApiException last) =>
        resolver is not null && inDoubt ? Redact(RetryFailures.OutcomeUnknown(request, resolver.Remedy, last, Messages.NotFoundYet)) : last;

    private bool IsInTime(Decision decision, TimeSpan deadline) => decision.MayRetry && Clock.Elapsed + decision.Wait <= deadline;

    private TimeSpan Limit(TimeSpan deadline)
    {
        TimeSpan left = deadline - Clock.Elapsed;
        return left <= TimeSpan.Zero ? TimeSpan.FromTicks(1) : left < _timeout ? left : _timeout;
    }

    private double Random(ApiResponse response) => response.Outcome == AttemptOutcome.Success ? 0 : Clock.NextRandom();

    public CompassApiException Redact(CompassApiException failure) => _redactor.Redact(failure);

    private void Report(ApiRequest request, ApiResponse response, int attempt, Decision decision)
    {
        if (request.Observer is not { WantsAttempts: true } observer)
        {
            return;
        }

        observer.OnAttempt(new RequestAttempt
        {
            Operation = request.Operation.Name,
            Method = request.Method.Method,
            Path = _redactor.Redact(request.Address.PathAndQuery),
            StatusCode = response.Status == 0 ? null : response.Status,
            Elapsed = response.Elapsed,
            Attempt = attempt,
            ServiceTime = response.Date,
            RequestId = response.RequestId is null ? null : PlainText.Line(_redactor.RedactHeader(response.RequestId)),
            Failure = _redactor.Line(response.Failure),
            Wait = decision.MayRetry ? decision.Wait : null,
            Detail = response.Detail,
        });
    }
}
