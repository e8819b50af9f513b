// Sends the requests of the contract samples to the sandbox, and checks the fields of its responses.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests;

public sealed class SandboxAgainstContractTests : IDisposable
{
    // The sandbox's clock shows a time one minute before the window of the samples, so the window is not past.
    private readonly SandboxServer _sandbox = SandboxServer.Start(new SandboxOptions
    {
        CloudId = Sample.CloudId,
        Email = Client.Email,
        Token = Client.Token,
        Teams = [new SandboxTeam(Sample.TeamId, "The team of the samples")],
        StartTime = new DateTimeOffset(2023, 12, 11, 11, 36, 40, TimeSpan.Zero),
        ClockStopped = true,
    });

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public static TheoryData<string> All => new(Sample.All.Select(static sample => sample.Operation));

    public void Dispose()
    {
        _http.Dispose();
        _sandbox.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_sandbox_accepts_the_request_of_the_sample(string operation)
    {
        Sample sample = Sample.Of(operation);
        string id = await PrepareAsync(sample);

        (HttpStatusCode status, JsonNode? body) = await SendAsync(sample, id);

        Assert.InRange((int)status, 200, 299);
        if (sample.Status is int stated)
        {
            Assert.Equal(stated, (int)status);
        }

        Assert.Equal(sample.ResponseBody is null, body is null);
        Assert.Equal(sample.Operation, _sandbox.Requests[^1].Operation);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_sandbox_returns_exactly_the_fields_of_the_sample(string operation)
    {
        Sample sample = Sample.Of(operation);
        string id = await PrepareAsync(sample);

        (_, JsonNode? body) = await SendAsync(sample, id);

        Json.SameShape(sample.ResponseBody, body);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_sandbox_returns_the_values_that_the_sample_sends(string operation)
    {
        Sample sample = Sample.Of(operation);
        string id = await PrepareAsync(sample);

        (_, JsonNode? body) = await SendAsync(sample, id);

        foreach ((string field, JsonNode? sent) in sample.RequestBody ?? [])
        {
            // In the samples, the unit begins with a small letter in requests ("minutes"), but with a capital letter in responses
            // ("Days"). Ignore this difference.
            JsonNode? shown = field == "intervalUnit" ? ((string)body![field]!).ToLowerInvariant() : body![field];
            Json.Equal(sent, shown);
        }
    }

    [Theory]
    [InlineData("ListHeartbeats")]
    [InlineData("ListGlobalMaintenances")]
    [InlineData("ListTeamMaintenances")]
    public async Task The_next_link_has_the_form_of_the_sample(string operation)
    {
        Sample sample = Sample.Of(operation);
        await PrepareAsync(sample);

        (_, JsonNode? body) = await SendAsync(sample, "");

        Assert.Equal(Form(sample.ResponseBody!), Form(body!));

        static string Form(JsonNode page) => Regex.Replace((string)page["links"]!["next"]!, "=[0-9]+", "=n");
    }

    [Theory]
    [InlineData("CancelGlobalMaintenance")]
    [InlineData("CancelTeamMaintenance")]
    public async Task A_cancelled_window_has_the_status_of_the_sample(string operation)
    {
        Sample sample = Sample.Of(operation);
        string id = await PrepareAsync(sample);

        (_, JsonNode? body) = await SendAsync(sample, id);

        Json.Equal(sample.ResponseBody!["status"], body!["status"]);
    }

    [Fact]
    public async Task A_ping_returns_the_message_of_the_sample()
    {
        Sample sample = Sample.Of("PingHeartbeat");

        (_, JsonNode? body) = await SendAsync(sample, "");

        Json.Equal(sample.ResponseBody, body);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Without_credentials_the_sandbox_refuses_every_request(string operation)
    {
        Sample sample = Sample.Of(operation);
        string id = await PrepareAsync(sample);

        (HttpStatusCode status, _) = await SendAsync(sample, id, signed: false);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    // Creates the objects that the request of the sample needs. For a list, creates more objects than fit on one page.
    private async Task<string> PrepareAsync(Sample sample)
    {
        if (sample.Operation.StartsWith("Create", StringComparison.Ordinal))
        {
            return "";
        }

        Sample create = Sample.Of(
            sample.IsHeartbeat ? "CreateHeartbeat" : sample.IsGlobal ? "CreateGlobalMaintenance" : "CreateTeamMaintenance");
        string id = "";
        for (int i = sample.IsList ? 21 : 1; i > 0; i--)
        {
            JsonObject body = create.RequestBody!.DeepClone().AsObject();
            if (sample.IsHeartbeat && i > 1)
            {
                body["name"] = $"{body["name"]} {i}";
            }

            (_, JsonNode? created) = await SendAsync(create, "", body: body);
            id = (string?)created!["id"] ?? "";
        }

        return id;
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        Sample sample, string id, bool signed = true, JsonObject? body = null)
    {
        using HttpRequestMessage request = new(new HttpMethod(sample.Method), new Uri(_sandbox.BaseUri, sample.Target(id: id)));
        if (sample.Headers.TryGetValue("Accept", out string? accept))
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (signed)
        {
            string account = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client.Email}:{Client.Token}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", account);
        }

        if ((body ?? sample.RequestBody) is JsonObject content)
        {
            request.Content = new StringContent(content.ToJsonString());
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(sample.Headers["Content-Type"]);
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
