using System;
using System.Linq;
using CompassOps.Http;
using CompassOps.Retry;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks after which errors the client retries, and how long it waits.</summary>
public sealed class RetryPolicyTests
{
    private static readonly RetrySettings Settings = new(4, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(520)]
    [InlineData(521)]
    [InlineData(522)]
    [InlineData(523)]
    [InlineData(524)]
    [InlineData(529)]
    public void Safe_requests_are_retried_after_transient_failures(int status)
    {
        foreach (RetrySafety repeat in new[] { RetrySafety.Harmless, RetrySafety.Delete, RetrySafety.Cancel })
        {
            Assert.Equal(NextStep.Retry, Decide(repeat, AttemptOutcome.Refusal, status).Step);
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(407)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(422)]
    [InlineData(501)]
    [InlineData(505)]
    [InlineData(519)]
    [InlineData(525)]
    [InlineData(530)]
    public void Permanent_errors_are_not_retried(int status)
    {
        Assert.Equal(new Decision(NextStep.Fail, false, TimeSpan.Zero, false), Decide(RetrySafety.Harmless, AttemptOutcome.Refusal, status));
        Assert.False(Decide(RetrySafety.Create, AttemptOutcome.Refusal, status).MayRetry);
    }

    [Theory]
    [InlineData((int)AttemptOutcome.NotSent, 0, null)]
    [InlineData((int)AttemptOutcome.Refusal, 429, null)]
    [InlineData((int)AttemptOutcome.Refusal, 429, 3)]
    [InlineData((int)AttemptOutcome.Refusal, 503, 0)]
    [InlineData((int)AttemptOutcome.Refusal, 503, 3)]
    [InlineData((int)AttemptOutcome.Refusal, 529, 3)]
    public void A_create_request_that_the_service_did_not_receive_is_retried_without_a_search(int outcome, int status, int? retryAfter)
    {
        TimeSpan? asked = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

        foreach (RetrySafety safety in new[] { RetrySafety.Create, RetrySafety.CreateByName, RetrySafety.Unsafe })
        {
            Assert.Equal(NextStep.Retry, RetryPolicy.Decide(safety, (AttemptOutcome)outcome, status, asked, 1, Settings, 0.5).Step);
        }
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(524)]
    public void Retry_After_with_another_status_leaves_the_outcome_unknown(int status)
    {
        Decision decision = RetryPolicy.Decide(RetrySafety.Create, AttemptOutcome.Refusal, status, TimeSpan.FromSeconds(3), 1, Settings, 0.5);

        Assert.Equal((NextStep.LookUp, false), (decision.Step, decision.MayRetry));
    }

    [Theory]
    [InlineData((int)AttemptOutcome.Lost, 0, true)]
    [InlineData((int)AttemptOutcome.CutOff, 201, true)]
    [InlineData((int)AttemptOutcome.TimedOut, 0, true)]
    [InlineData((int)AttemptOutcome.Refusal, 408, true)]
    [InlineData((int)AttemptOutcome.Refusal, 500, true)]
    [InlineData((int)AttemptOutcome.Refusal, 502, true)]
    [InlineData((int)AttemptOutcome.Refusal, 503, true)]
    [InlineData((int)AttemptOutcome.Refusal, 504, true)]
    [InlineData((int)AttemptOutcome.Refusal, 520, true)]
    [InlineData((int)AttemptOutcome.Refusal, 524, true)]
    [InlineData((int)AttemptOutcome.Refusal, 529, true)]
    [InlineData((int)AttemptOutcome.Refusal, 525, false)]
    [InlineData((int)AttemptOutcome.Refusal, 501, false)]
    [InlineData((int)AttemptOutcome.Unreadable, 201, false)]
    [InlineData((int)AttemptOutcome.TooLarge, 201, false)]
    public void After_an_unknown_outcome_the_client_searches_and_retries_only_for_a_unique_name(int outcome, int status, bool mayRetry)
    {
        Decision unnamed = Decide(RetrySafety.Create, (AttemptOutcome)outcome, status);
        Decision named = Decide(RetrySafety.CreateByName, (AttemptOutcome)outcome, status);
        Decision unknown = Decide(RetrySafety.Unsafe, (AttemptOutcome)outcome, status);

        Assert.Equal((NextStep.LookUp, false), (unnamed.Step, unnamed.MayRetry));
        Assert.Equal((NextStep.LookUp, mayRetry), (named.Step, named.MayRetry));
        Assert.Equal((NextStep.Fail, false), (unknown.Step, unknown.MayRetry));
    }

    [Fact]
    public void The_client_also_searches_after_the_last_attempt_of_a_create_request()
    {
        Decision decision = Decide(RetrySafety.CreateByName, AttemptOutcome.Lost, 0, attempt: 5);

        Assert.Equal((NextStep.LookUp, false), (decision.Step, decision.MayRetry));
    }

    [Theory]
    [InlineData((int)AttemptOutcome.NotSent, true)]
    [InlineData((int)AttemptOutcome.Lost, true)]
    [InlineData((int)AttemptOutcome.CutOff, true)]
    [InlineData((int)AttemptOutcome.TimedOut, true)]
    [InlineData((int)AttemptOutcome.Unreachable, false)]
    [InlineData((int)AttemptOutcome.Redirect, false)]
    [InlineData((int)AttemptOutcome.Unreadable, false)]
    [InlineData((int)AttemptOutcome.TooLarge, false)]
    public void Lost_connections_are_retried_and_permanent_failures_are_not(int outcome, bool repeated) =>
        Assert.Equal(repeated ? NextStep.Retry : NextStep.Fail, Decide(RetrySafety.Harmless, (AttemptOutcome)outcome, 0).Step);

    [Theory]
    [InlineData(429, null, true)]
    [InlineData(429, 3, true)]
    [InlineData(503, 3, true)]
    [InlineData(503, null, false)]
    [InlineData(500, 3, false)]
    [InlineData(404, 3, false)]
    public void Throttling_pauses_the_connection(int status, int? retryAfter, bool holds)
    {
        TimeSpan? asked = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

        foreach (int attempt in new[] { 1, 5 })
        {
            Assert.Equal(holds, RetryPolicy.Decide(RetrySafety.Harmless, AttemptOutcome.Refusal, status, asked, attempt, Settings, 0.5).PausesConnection);
        }
    }

    [Fact]
    public void The_number_of_retries_is_that_of_the_options()
    {
        NextStep[] steps = Enumerable.Range(1, 6).Select(attempt => Decide(RetrySafety.Harmless, AttemptOutcome.Lost, 0, attempt).Step).ToArray();

        Assert.Equal(new[] { NextStep.Retry, NextStep.Retry, NextStep.Retry, NextStep.Retry, NextStep.Fail, NextStep.Fail }, steps);
    }

    [Fact]
    public void The_delay_is_random_below_a_doubling_bound_and_the_maximum()
    {
        Prop.ForAll(
            Gen.Choose(1, 200).ToArbitrary(),
            Gen.Choose(0, 1000).ToArbitrary(),
            Gen.Choose(0, 100_000).ToArbitrary(),
            (attempt, chance, interval) =>
            {
                RetrySettings settings = new(1000, TimeSpan.FromMilliseconds(interval), TimeSpan.FromSeconds(30));
                Decision decision = RetryPolicy.Decide(RetrySafety.Harmless, AttemptOutcome.Lost, 0, null, attempt, settings, chance / 1000.0);
                double bound = Math.Min(30_000, interval * Math.Pow(2, attempt - 1));
                return decision.Wait >= TimeSpan.Zero && decision.Wait.TotalMilliseconds <= bound + 0.001
                    && Math.Abs(decision.Wait.TotalMilliseconds - (bound * chance / 1000.0)) < 0.01;
            }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(30, 30)]
    [InlineData(3600, 30)]
    public void Retry_After_is_obeyed_up_to_the_maximum_delay(int asked, int waited) =>
        Assert.Equal(
            TimeSpan.FromSeconds(waited),
            RetryPolicy.Decide(RetrySafety.Harmless, AttemptOutcome.Refusal, 429, TimeSpan.FromSeconds(asked), 1, Settings, 0.3).Wait);

    [Fact]
    public void A_Retry_After_of_zero_uses_the_clients_own_delay() => Assert.Equal(
        TimeSpan.FromSeconds(0.3), RetryPolicy.Decide(RetrySafety.Harmless, AttemptOutcome.Refusal, 429, TimeSpan.Zero, 1, Settings, 0.3).Wait);

    private static Decision Decide(RetrySafety repeat, AttemptOutcome outcome, int status, int attempt = 1) =>
        RetryPolicy.Decide(repeat, outcome, status, null, attempt, Settings, 0.5);
}
