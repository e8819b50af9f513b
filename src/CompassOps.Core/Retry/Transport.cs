using System;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Secrets;
using CompassOps.Serialization;

namespace CompassOps.Retry;

/// <summary>The one path of every call: wait if the connection is held, send, read, decide, and repeat or end.</summary>
internal sealed class Transport : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly HttpSender _exchange;
    private readonly AuthenticationHandler? _credentials;
    private readonly Redactor _redactor;
    private readonly RetrySettings _settings;
    private readonly TimeSpan _timeout;
    private readonly ThrottlePause _hold;

    /// <summary>Makes the transport; it owns the handler.</summary>
    /// <param name="handler">What sends requests; <see cref="AuthenticationHandler"/> if they are to be signed.</param>
    /// <param name="options">The settings, already checked.</param>
    /// <param name="clock">The time.</param>
    /// <param name="redactor">Knows the secrets.</param>
    public Transport(HttpMessageHandler handler, CompassClientOptions options, Clock clock, Redactor redactor)
    {
        _credentials = handler as AuthenticationHandler;
        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
        _redactor = redactor;
        _exchange = new HttpSender(_invoker, options.MaximumResponseBytes, options.UserAgent, redactor);
        _settings = new RetrySettings(options.MaximumRetryCount, options.RetryInterval, options.MaximumRetryDelay);
        _timeout = options.Timeout;
        _hold = new ThrottlePause(clock, options.RetryInterval);
        Clock = clock;
        MaximumCallTime = new TimeSpan((_timeout.Ticks + _settings.MaximumDelay.Ticks) * (_settings.MaximumRetryCount + 1));
    }

    /// <summary>The time that this transport lives by.</summary>
    public Clock Clock { get; }

    /// <summary>No call takes longer, waits and look-ups included.</summary>
    public TimeSpan MaximumCallTime { get; }

    /// <summary>The wait that repeats and look-ups are measured by.</summary>
    public TimeSpan RetryInterval => _settings.Interval;

    /// <summary>Sends a call until it has an answer that can be returned or an end that must be told.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="recovery">Finds out whether a request of unknown outcome was carried out; null if that does not matter.</param>
    /// <param name="cancellationToken">Ends the call at once, whatever it waits for.</param>
    /// <exception cref="CompassApiException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<T> SendAsync<T>(ApiRequest call, ResponseReader<T> read, OutcomeResolver<T>? recovery, CancellationToken cancellationToken)
    {
        TimeSpan deadline = call.Deadline ?? Clock.Elapsed + MaximumCallTime;
        bool mayBeDone = false, inDoubt = false;
        CompassApiException? last = null;
        RetrySettings settings = call.IsSentOnce ? _settings with { MaximumRetryCount = 0 } : _settings;
        for (int attempt = 1; ; attempt++)
        {
            if (!await _hold.PassAsync(deadline, call.Observer, cancellationToken).ConfigureAwait(false))
            {
                throw End(call, recovery, inDoubt, last ?? HeldBack(call, attempt - 1));
            }

            TimeSpan left = deadline - Clock.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                throw End(call, recovery, inDoubt, last ?? OutOfTime(call, attempt - 1));
            }

            bool observed = call.Observer?.WantsAttempts == true;
            bool wantsDetail = observed && call.Observer!.WantsDetail;
            using ApiResponse answer = await _exchange
                .SendAsync(call.Method, call.Address, call.Body, left < _timeout ? left : _timeout, observed, wantsDetail, cancellationToken)
                .ConfigureAwait(false);
            T value = answer.Outcome == AttemptOutcome.Success ? Read(answer, read, call.TeamId) : default!;
            Decision decision = RetryPolicy.Decide(
                call.Operation.RetrySafety, answer.Outcome, answer.Status, answer.RetryAfter, attempt, settings, Random(answer));
            if (decision.HoldsConnection)
            {
                _hold.Extend(decision.Wait);
            }

            Tell(call, answer, attempt, decision);
            if (decision.Step == NextStep.Return)
            {
                return value;
            }

            last = Failures.From(call, answer, attempt, _redactor, _credentials?.Description);
            bool refused = mayBeDone && recovery is not null && recovery.IsExplainedBy(answer.Status) && answer.Outcome == AttemptOutcome.Refusal;
            mayBeDone |= RetryPolicy.MayBeDone(answer.Outcome, answer.Status);
            inDoubt |= recovery?.LeavesDoubt(answer.Outcome, answer.Status) == true;
            if (recovery is not null && (refused || decision.Step == NextStep.Look))
            {
                bool thorough = refused || (inDoubt && !IsInTime(decision, deadline));
                Resolution<T> found = await LookAsync(call, recovery, refused, thorough, last, deadline, cancellationToken).ConfigureAwait(false);
                if (found.IsThere)
                {
                    return found.Value;
                }
            }

            if (!IsInTime(decision, deadline))
            {
                throw End(call, recovery, inDoubt, last);
            }

            // A held connection is waited for at the top, where everybody waits.
            if (!decision.HoldsConnection)
            {
                call.Observer?.OnWait(new RequestWait
                {
                    Duration = decision.Wait,
                    Operation = call.Operation.Name,
                    StatusCode = answer.Status == 0 ? null : answer.Status,
                });
                await Clock.Delay(decision.Wait, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private static T Read<T>(ApiResponse answer, ResponseReader<T> read, string? teamId)
    {
        try
        {
            if (Failures.IsHtml(answer))
            {
                throw new JsonException(Messages.IsWebPage);
            }

            return read(answer.Body, teamId);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            answer.Outcome = AttemptOutcome.Unreadable;
            answer.Exception = exception;
            answer.Failure = answer.Body.IsEmpty ? Messages.EmptyResponse : exception.Message;
            return default!;
        }
    }

    private async Task<Resolution<T>> LookAsync<T>(
        ApiRequest call, OutcomeResolver<T> recovery, bool refused, bool thorough, CompassApiException last, TimeSpan deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await recovery.ResolveAsync(refused, thorough, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (CompassApiException) when (call.Operation.RetrySafety != RetrySafety.Create)
        {
            // The refusal itself is the better thing to tell.
            return default;
        }
        catch (CompassApiException failure) when (failure.Operation != call.Operation.Name)
        {
            string why = failure.Kind == CompassErrorKind.OutcomeUnknown ? failure.Message : Messages.LookupFailed(failure.Message);
            throw Unknown(call, recovery, last, why);
        }
    }

    /// <summary>How a call ends that is not repeated: what an earlier attempt left in doubt outweighs what the last one was told.</summary>
    private CompassApiException End<T>(ApiRequest call, OutcomeResolver<T>? recovery, bool inDoubt, CompassApiException last) =>
        recovery is not null && inDoubt ? Unknown(call, recovery, last, Messages.NotFoundYet) : last;

    private CompassApiException Unknown<T>(ApiRequest call, OutcomeResolver<T> recovery, CompassApiException last, string why) =>
        Redact(new CompassApiException(CompassErrorKind.OutcomeUnknown, call.Operation.Name, Messages.OutcomeUnknown(last.Message, why), last)
        {
            StatusCode = last.StatusCode,
            ServiceMessage = last.ServiceMessage,
            ServiceCode = last.ServiceCode,
            RequestId = last.RequestId,
            Address = last.Address,
            ServiceTime = last.ServiceTime,
            Attempts = last.Attempts,
            Remedy = recovery.WhatToCheck,
        });

    private static CompassApiException HeldBack(ApiRequest call, int attempts) => new(
        CompassErrorKind.Throttled, call.Operation.Name,
        Messages.Failed(call.Operation.Name, Messages.ThrottledTooLong, 1, null))
    {
        Remedy = Messages.FewerRequests,
        Attempts = attempts,
    };

    private static CompassApiException OutOfTime(ApiRequest call, int attempts) => new(
        CompassErrorKind.Timeout, call.Operation.Name, Messages.Failed(call.Operation.Name, Messages.CallTimedOut, 1, null))
    {
        Remedy = Messages.TryLaterOrLonger,
        Attempts = attempts,
    };

    /// <summary>Whether there may be another attempt, and time for it.</summary>
    private bool IsInTime(Decision decision, TimeSpan deadline) => decision.MayRepeat && Clock.Elapsed + decision.Wait <= deadline;

    private double Random(ApiResponse answer) => answer.Outcome == AttemptOutcome.Success ? 0 : Clock.NextRandom();

    /// <summary>Returns the failure without secrets.</summary>
    public CompassApiException Redact(CompassApiException failure) => _redactor.Redact(failure);

    private void Tell(ApiRequest call, ApiResponse answer, int attempt, Decision decision)
    {
        if (call.Observer is not { WantsAttempts: true } observer)
        {
            return;
        }

        observer.OnAttempt(new RequestAttempt
        {
            Operation = call.Operation.Name,
            Method = call.Method.Method,
            Path = _redactor.Redact(call.Address.PathAndQuery),
            StatusCode = answer.Status == 0 ? null : answer.Status,
            Elapsed = answer.Elapsed,
            Attempt = attempt,
            ServiceTime = answer.Date,
            RequestId = answer.RequestId is null ? null : PlainText.Line(_redactor.RedactHeader(answer.RequestId)),
            Failure = _redactor.Line(answer.Failure),
            Wait = decision.MayRepeat ? decision.Wait : null,
            Detail = answer.Detail,
        });
    }
}
