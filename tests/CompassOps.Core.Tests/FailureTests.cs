using System;
using System.Net.Http;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

/// <summary>Checks that an error contains the problem, the message of the service, and a remedy.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(400, CompassErrorKind.InvalidRequest)]
    [InlineData(401, CompassErrorKind.Unauthorized)]
    [InlineData(402, CompassErrorKind.NotInPlan)]
    [InlineData(403, CompassErrorKind.Forbidden)]
    [InlineData(404, CompassErrorKind.NotFound)]
    [InlineData(405, CompassErrorKind.MethodNotAllowed)]
    [InlineData(407, CompassErrorKind.ConnectionFailed)]
    [InlineData(408, CompassErrorKind.Timeout)]
    [InlineData(409, CompassErrorKind.Conflict)]
    [InlineData(410, CompassErrorKind.NotFound)]
    [InlineData(429, CompassErrorKind.Throttled)]
    [InlineData(499, CompassErrorKind.InvalidRequest)]
    [InlineData(500, CompassErrorKind.ServiceError)]
    [InlineData(599, CompassErrorKind.ServiceError)]
    [InlineData(199, CompassErrorKind.InvalidResponse)]
    public async Task Every_status_has_a_kind_a_message_and_a_remedy(int status, CompassErrorKind kind)
    {
        CompassApiException failure = await FailureOfAsync(() => StubHandler.Json("""{"message":"said so"}""", status));

        Assert.Equal((kind, status, "said so"), (failure.Kind, failure.StatusCode, failure.ServiceMessage));
        Assert.Matches($"^GetGlobalMaintenance: .+ \\({status}\\): said so$", failure.Message);
        Assert.Equal(status is not (402 or 407), failure.Message.Contains("the service", StringComparison.Ordinal));
        Assert.False(string.IsNullOrWhiteSpace(failure.Remedy));
        Assert.Equal(1, failure.Attempts);
        Assert.Null(failure.InnerException);
    }

    [Theory]
    [InlineData("""{"message":"The end is in the past"}""", "Correct the values that the service's message mentions.")]
    [InlineData("{}", "Check the values of the request, because the response does not say which value is wrong.")]
    [InlineData("rejected", "Check the values of the request, because the response does not say which value is wrong.")]
    public async Task The_remedy_for_a_rejected_request_mentions_a_message_only_if_there_is_one(string body, string remedy)
    {
        CompassApiException failure = await FailureOfAsync(() => StubHandler.Json(body, 422));

        Assert.Equal(remedy, failure.Remedy);
    }

    [Theory]
    [InlineData("GET", 401, "Unauthorized; scope does not match", "read:", "")]
    [InlineData("PATCH", 401, "Unauthorized; scope does not match", "write:", "and the scope read:")]
    [InlineData("DELETE", 401, "Unauthorized; scope does not match", "delete:", "cancel the maintenance window instead. Cancelling needs only the write scope")]
    [InlineData("DELETE heartbeat", 401, "UNAUTHORIZED; Scope does not match", "delete:", "disable the heartbeat instead. Disabling needs only the write scope")]
    [InlineData("DELETE", 403, "insufficient_scope", "delete:", "cancel the maintenance window instead. Cancelling needs only the write scope")]
    public async Task A_missing_scope_is_named_in_the_error(string what, int status, string says, string scope, string remedy)
    {
        using StubHandler stub = StubHandler.InTurn(() => StubHandler.Json($$"""{"code":{{status}},"message":"{{says}}"}""", status));
        CompassClientOptions given = Clients.Options(new Uri("https://scopes.example.com/"));
        using CompassClient client = Clients.Over(stub, options: new CompassClientOptions
        {
            BaseUri = given.BaseUri,
            CloudId = "c",
            UserName = given.UserName,
            Token = given.Token,
            Product = CompassProduct.JiraServiceManagement,
        });

        CompassApiException failure = await Clients.FailsAsync(() => what switch
        {
            "GET" => client.GetMaintenanceAsync(MaintenanceScope.Global, "m"),
            "PATCH" => client.UpdateMaintenanceAsync(MaintenanceScope.Global, "m", new MaintenancePatch { Description = "d" }),
            "DELETE" => client.DeleteMaintenanceAsync(MaintenanceScope.Global, "m"),
            _ => client.DeleteHeartbeatAsync("t", "h"),
        });

        Assert.Equal((CompassErrorKind.MissingScope, status), (failure.Kind, failure.StatusCode));
        Assert.Contains($"lacks the scope {scope}ops-config:jira-service-management", failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task The_remedy_for_a_missing_scope_in_Compass_is_a_token_without_scopes()
    {
        CompassApiException failure = await FailureOfAsync(
            static () => StubHandler.Json("""{"code":401,"message":"Unauthorized; scope does not match"}""", 401));

        Assert.Equal(CompassErrorKind.MissingScope, failure.Kind);
        Assert.Contains("without scopes", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_402_names_the_plan_and_the_missing_feature()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(402));
        using CompassClient client = Clients.Over(stub);

        CompassApiException heartbeats = await Clients.FailsAsync(() => client.DeleteHeartbeatAsync("t", "h"));
        CompassApiException windows = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "m"));

        Assert.Contains("the plan of this site does not include heartbeats (402)", heartbeats.Message, StringComparison.Ordinal);
        Assert.Contains("does not include maintenance windows", windows.Message, StringComparison.Ordinal);
        Assert.EndsWith("With the current plan, the service accepts pings, but does not monitor heartbeats.", heartbeats.Remedy, StringComparison.Ordinal);
        Assert.EndsWith("a plan that includes this feature.", windows.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "of ops@example.com (401)")]
    [InlineData("COMPASS_EMAIL", "of ops@example.com (from COMPASS_EMAIL) (401)")]
    public async Task A_401_error_contains_the_user_and_the_source_of_the_credentials(string? source, string says)
    {
        using StubHandler stub = StubHandler.InTurn(() => StubHandler.Status(401));
        using CompassClient client = new(
            new CompassClientOptions { CloudId = "c", UserName = "ops@example.com", Token = Clients.Secure(Clients.Token), CredentialSource = source },
            stub,
            Clock.System);

        CompassApiException failure = await Assert.ThrowsAsync<CompassApiException>(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Contains(says + ": ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("without scopes", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task An_HTML_page_is_not_used_as_the_service_message(int status)
    {
        CompassApiException failure = await FailureOfAsync(() => StubHandler.Json(" \r\n\t<html>", status));

        Assert.Contains("proxy or gateway", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsForeign);
        Assert.Null(failure.ServiceMessage);
    }

    [Theory]
    [InlineData("text/html", true)]
    [InlineData("TEXT/HTML; charset=utf-8", true)]
    [InlineData("text/plain", false)]
    public async Task An_empty_response_with_an_HTML_type_counts_as_HTML(string type, bool foreign)
    {
        CompassApiException failure = await FailureOfAsync(() =>
        {
            HttpResponseMessage response = StubHandler.Json(" ", 404);
            response.Content.Headers.Remove("Content-Type");
            response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            return response;
        });

        Assert.Equal(foreign, failure.IsForeign);
    }

    [Fact]
    public async Task A_failure_names_the_address_without_its_query()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(403));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.DeleteHeartbeatAsync("t", "private name"));

        Assert.Equal(client.BaseAddress + "v1/teams/t/heartbeats", failure.Address!.AbsoluteUri);
    }

    [Fact]
    public async Task Several_attempts_are_mentioned_in_the_message()
    {
        CompassApiException once = await FailureOfAsync(static () => StubHandler.Status(503), retries: 0);
        CompassApiException often = await FailureOfAsync(static () => StubHandler.Status(503), retries: 2);

        Assert.DoesNotContain("attempts", once.Message, StringComparison.Ordinal);
        Assert.Contains(", after 3 attempts", often.Message, StringComparison.Ordinal);
        Assert.Equal((1, 3), (once.Attempts, often.Attempts));
    }

    [Theory]
    [InlineData("https://login.example.com/in?token=1", "https://login.example.com/in")]
    [InlineData("/elsewhere", "another path of the same host")]
    [InlineData("ftp://files.example.com/", "another path of the same host")]
    [InlineData(null, "an unknown address")]
    public async Task A_refused_redirect_names_its_target(string? location, string says)
    {
        CompassApiException failure = await FailureOfAsync(
            () => location is null ? StubHandler.Status(302) : StubHandler.Status(302, ("Location", location)));

        Assert.Equal(CompassErrorKind.RedirectRefused, failure.Kind);
        Assert.Contains($"(302) redirects the request to {says}, but ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token", failure.Message, StringComparison.Ordinal);
        Assert.Contains("proxy or a login page", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, CompassErrorKind.InvalidResponse)]
    [InlineData(299, CompassErrorKind.InvalidResponse)]
    [InlineData(300, CompassErrorKind.RedirectRefused)]
    [InlineData(399, CompassErrorKind.RedirectRefused)]
    public async Task Unusable_responses_are_distinguished_by_status_class(int status, CompassErrorKind kind)
    {
        CompassApiException failure = await FailureOfAsync(() => StubHandler.Json("{}", status));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains($"({status})", failure.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(failure.Remedy));
    }

    [Fact]
    public async Task The_remedy_for_a_response_that_is_too_large_is_a_smaller_page_size()
    {
        CompassApiException failure = await FailureOfAsync(static () => StubHandler.Json("""{"id":"123456"}"""), bytes: 14);

        Assert.Equal(CompassErrorKind.ResponseTooLarge, failure.Kind);
        Assert.Contains("longer than the maximum of 14 bytes", failure.Message, StringComparison.Ordinal);
        Assert.Contains("fewer objects per page", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Request-Id")]
    [InlineData("atl-request-id")]
    [InlineData("atl-traceid")]
    [InlineData("x-arequestid")]
    [InlineData("x-trace-id")]
    public async Task The_request_id_is_read_from_every_known_header(string header)
    {
        CompassApiException failure = await FailureOfAsync(() => StubHandler.Status(400, (header, "id-1")));

        Assert.Equal("id-1", failure.RequestId);
    }

    [Fact]
    public async Task The_first_plausible_request_id_is_used()
    {
        string longest = new('i', 200);
        CompassApiException failure = await FailureOfAsync(
            () => StubHandler.Status(400, ("X-Request-Id", longest + "i"), ("atl-traceid", longest), ("x-trace-id", "other")));

        Assert.Equal(longest, failure.RequestId);
        Assert.Null((await FailureOfAsync(static () => StubHandler.Status(400, ("X-Request-Id", "")))).RequestId);
    }

    [Fact]
    public async Task An_inner_exception_that_contains_the_secret_is_dropped()
    {
        CompassApiException secret = await FailureOfAsync(static () => throw new HttpRequestException("about " + Clients.Token), retries: 0);
        CompassApiException harmless = await FailureOfAsync(static () => throw new HttpRequestException("about nothing"), retries: 0);

        Assert.Null(secret.InnerException);
        Assert.Contains("about ***", secret.Message, StringComparison.Ordinal);
        Assert.Equal("about nothing", harmless.InnerException?.Message);
    }

    [Fact]
    public async Task A_failure_after_the_client_was_disposed_names_the_operation_and_no_secret()
    {
        CompassClient? client = null;
        using StubHandler stub = new(_ =>
        {
            client!.Dispose();
            return StubHandler.Json($$"""{"message":"{{Clients.Token}}"}""", 403);
        });
        client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "m"));

        Assert.Equal((CompassErrorKind.Forbidden, "GetGlobalMaintenance: the service denies access (403): ***"), (failure.Kind, failure.Message));
    }

    [Fact]
    public void An_attempt_is_described_in_one_line()
    {
        RequestAttempt attempt = new() { Method = "GET", Path = "/v1/x", Elapsed = TimeSpan.FromMilliseconds(12.4), Attempt = 1 };

        Assert.Equal("GET /v1/x -> no response, 12 ms, attempt 1", attempt.ToString());
        Assert.Equal("GET /v1/x -> 204, 12 ms, attempt 1, request id r-1", (attempt with { StatusCode = 204, RequestId = "r-1" }).ToString());
        Assert.Equal(
            "GET /v1/x -> 503 (cut off), 12 ms, attempt 2, next attempt in 1500 ms",
            (attempt with { StatusCode = 503, Failure = "cut off", Attempt = 2, Wait = TimeSpan.FromSeconds(1.5) }).ToString());
    }

    private static async Task<CompassApiException> FailureOfAsync(Func<HttpResponseMessage> answer, int? retries = null, long? bytes = null)
    {
        using StubHandler stub = StubHandler.InTurn(answer);
        CompassClientOptions options = Clients.Options(new Uri("https://failing.example.com/"), retries ?? 0, bytes: bytes);
        using CompassClient client = Clients.Over(stub, options: options);
        return await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "m"));
    }
}
