using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>Checks requests to a path that the caller specifies. The client must reject a path outside the base address.</summary>
public sealed class RawRequestTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../v1/alerts")]
    [InlineData("v1/../../other")]
    [InlineData("v1/./alerts")]
    [InlineData("v1/alerts/..")]
    [InlineData("/../v1")]
    [InlineData("v1/..;/x")]
    [InlineData("v1/..;a=b/x")]
    [InlineData("v1/ ../x")]
    [InlineData("v1/%2e%2e/x")]
    [InlineData("v1/%2E./x")]
    [InlineData("v1/.%2e/x")]
    [InlineData("v1/%252e%252e/x")]
    [InlineData("v1/%25252e/x")]
    [InlineData("v1/..%2fx")]
    [InlineData("v1/a%2Fb")]
    [InlineData("v1/a%5cb")]
    [InlineData("v1/a%255cb")]
    [InlineData("v1\\alerts")]
    [InlineData("\\\\host\\x")]
    [InlineData("//evil.example.com/v1")]
    [InlineData("///evil.example.com/v1")]
    [InlineData("/\\evil.example.com")]
    [InlineData("v1//alerts")]
    [InlineData("https://evil.example.com/v1")]
    [InlineData("HTTP:v1")]
    [InlineData("javascript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("v1/%c0%ae%c0%ae/x")]
    [InlineData("v1/%zz")]
    [InlineData("v1/100%")]
    [InlineData("v1/a%00b")]
    [InlineData("v1/a%0d%0aX-Evil:1")]
    [InlineData("v1/a\r\nX-Evil: 1")]
    [InlineData("v1/a\tb")]
    [InlineData("v1/a b")]
    [InlineData("v1/a#b")]
    [InlineData("v1/\uFF0E\uFF0E/x")]
    [InlineData("v1/\u2024\u2024/x")]
    [InlineData("v1/%EF%BC%8E%EF%BC%8E/x")]
    [InlineData("v1/a\uFF0Fb")]
    [InlineData("v1/a\u2215b")]
    [InlineData("v1/\u2025/x")]
    [InlineData("v1/%E2%80%A5/x")]
    [InlineData("v1/\uFE30/x")]
    [InlineData("v1/a\u2105b")]
    [InlineData("v1/\uFF052e\uFF052e/x")]
    [InlineData("v1/.\u200B./x")]
    [InlineData("v1/%E2%80%8B../x")]
    [InlineData("v1/..\u00AD/x")]
    [InlineData("v1/..\U000E0001/x")]
    [InlineData("v1/..\uFE0F/x")]
    [InlineData("v1/..%C2%A0/x")]
    [InlineData("v1/alerts?a=b#c")]
    [InlineData("v1/alerts?a=b c")]
    [InlineData("v1/alerts?a=\r\nX: 1")]
    [InlineData("?a=b")]
    public async Task A_path_that_could_lead_outside_the_base_address_is_rejected_before_a_request(string path)
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json("{}"));
        using CompassClient client = Clients.Over(stub);

        await Assert.ThrowsAsync<CompassArgumentException>(() => client.SendAsync(new RawRequest { Path = path }));
        await Assert.ThrowsAsync<CompassArgumentException>(() => Clients.AllAsync(client.ListAsync(new RawRequest { Path = path })));

        Assert.Empty(stub.Requests);
    }

    [Theory]
    [InlineData("v1/alerts", "v1/alerts")]
    [InlineData("/v1/alerts", "v1/alerts")]
    [InlineData("v1/alerts/", "v1/alerts/")]
    [InlineData("v1/alerts?size=5&query=status%3Aopen", "v1/alerts?size=5&query=status%3Aopen")]
    [InlineData("v1/tags/100%25", "v1/tags/100%25")]
    [InlineData("v1/tags/a%20b", "v1/tags/a%20b")]
    [InlineData("v1/tags/gr\u00fcn", "v1/tags/gr%C3%BCn")]
    [InlineData("v1/...", "v1/...")]
    [InlineData("v1/Loading\u2026", "v1/Loading%E2%80%A6")]
    [InlineData("v1/\U0001F469\u200D\U0001F4BB", "v1/%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB")]
    [InlineData("v1/alerts/x:y@z", "v1/alerts/x:y@z")]
    public async Task A_path_below_the_base_address_is_sent_as_it_is(string path, string sent)
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json("{}"));
        using CompassClient client = Clients.Over(stub);

        await client.SendAsync(new RawRequest { Path = path });

        Assert.Equal(Clients.BasePath + sent, Assert.Single(stub.Requests).PathAndQuery);
    }

    [Fact]
    public async Task The_query_is_encoded_and_appended_to_the_query_of_the_path()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json("{}"));
        using CompassClient client = Clients.Over(stub);

        await client.SendAsync(new RawRequest { Path = "v1/alerts?size=5", Query = [new("query", "a&b=c/../\u00fc #"), new("tag", "x"), new("tag", "y")] });

        Assert.Equal(Clients.BasePath + "v1/alerts?size=5&query=a%26b%3Dc%2F..%2F%C3%BC%20%23&tag=x&tag=y", Assert.Single(stub.Requests).PathAndQuery);
    }

    [Fact]
    public async Task The_response_is_returned_in_plain_types_or_as_text()
    {
        using StubHandler stub = StubHandler.InTurn(
            static () => StubHandler.Json("""{"a":[1,2.5,true,null,"2026-01-01T00:00:00Z"]}"""), static () => StubHandler.Json("plain"), static () => StubHandler.Json("", 204));
        using CompassClient client = Clients.Over(stub);

        Dictionary<string, object?> value = Assert.IsType<Dictionary<string, object?>>(await client.SendAsync(new RawRequest { Path = "v1/x" }));
        Assert.Equal(new object?[] { 1L, 2.5m, true, null, "2026-01-01T00:00:00Z" }, value["a"]);
        Assert.Equal("plain", await client.SendAsync(new RawRequest { Path = "v1/x", ReturnsText = true }));
        Assert.Null(await client.SendAsync(new RawRequest { Path = "v1/x", Method = "DELETE" }));
    }

    [Theory]
    [InlineData("GET", false, 3)]
    [InlineData("PUT", false, 3)]
    [InlineData("PATCH", false, 3)]
    [InlineData("DELETE", false, 3)]
    [InlineData("post", true, 3)]
    [InlineData("post", false, 1)]
    public async Task A_request_that_the_service_may_have_received_is_retried_if_it_is_idempotent(string method, bool isIdempotent, int sent)
    {
        foreach (Func<HttpResponseMessage> fails in new[] { StubHandler.Reset, static () => StubHandler.Status(503) })
        {
            using StubHandler stub = StubHandler.InTurn(fails);
            using CompassClient client = Clients.Over(stub, options: Clients.Options(retries: 2));

            CompassApiException failure = await Clients.FailsAsync(() => client.SendAsync(new RawRequest { Path = "v1/alerts", Method = method, IsIdempotent = isIdempotent }));

            Assert.Equal(sent, stub.Requests.Count);
            Assert.Equal(sent == 1, failure.Kind == CompassErrorKind.OutcomeUnknown);
            Assert.StartsWith($"{method.ToUpperInvariant()} v1/alerts: ", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_POST_that_the_service_did_not_receive_is_sent_again()
    {
        using StubHandler stub = StubHandler.InTurn(
            StubHandler.Refused, static () => StubHandler.Status(429), static () => StubHandler.Status(503, ("Retry-After", "0")),
            static () => StubHandler.Json("""{"id":"a"}"""));
        using CompassClient client = Clients.Over(stub);

        Assert.NotNull(await client.SendAsync(new RawRequest { Path = "v1/alerts", Method = "POST", Body = """{"message":"x"}""" }));

        Assert.Equal(4, stub.Requests.Count);
        Assert.All(stub.Requests, static request => Assert.Equal("""{"message":"x"}""", request.Body));
    }

    [Fact]
    public async Task Content_in_plain_types_is_written_as_JSON()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json("{}"));
        using CompassClient client = Clients.Over(stub);
        Dictionary<string, object?> content = new()
        {
            ["text"] = "Zoë <x>",
            ["flags"] = new object?[] { true, false, null },
            ["numbers"] = new object?[] { 1, -2L, 2.5m, 0.1f, 0.1, System.Numerics.BigInteger.Pow(10, 30) },
            ["nested"] = new Dictionary<string, object?> { ["empty"] = Array.Empty<object?>() },
        };

        await client.SendAsync(new RawRequest { Path = "v1/alerts", Method = "POST", Content = content });

        Assert.Equal(
            """{"text":"Zoë <x>","flags":[true,false,null],"numbers":[1,-2,2.5,0.1,0.1,1000000000000000000000000000000],"nested":{"empty":[]}}""",
            Assert.Single(stub.Requests).Body);
        foreach (object number in new object[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, float.NaN, float.PositiveInfinity })
        {
            await Assert.ThrowsAsync<CompassArgumentException>(
                () => client.SendAsync(new RawRequest { Path = "v1/alerts", Method = "POST", Content = new object?[] { number } }));
        }

        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData(0.84551240822557006)]
    [InlineData(1.0 / 3)]
    [InlineData(1e16)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    public async Task A_number_is_sent_without_loss_of_digits(double number)
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json("{}"));
        using CompassClient client = Clients.Over(stub);

        await client.SendAsync(new RawRequest { Path = "v1/alerts", Method = "POST", Content = new object?[] { number } });

        using JsonDocument sent = JsonDocument.Parse(Assert.Single(stub.Requests).Body);
        Assert.Equal(number, sent.RootElement[0].GetDouble());
    }

    [Fact]
    public async Task A_delete_request_succeeds_if_its_retry_finds_no_object()
    {
        using StubHandler stub = StubHandler.InTurn(StubHandler.Reset, static () => StubHandler.Status(404));
        using CompassClient client = Clients.Over(stub);

        Assert.Null(await client.SendAsync(new RawRequest { Path = "v1/alerts/1", Method = "DELETE" }));
    }

    [Fact]
    public async Task Next_links_are_followed_only_within_the_base_path()
    {
        using StubHandler stub = new(static seen => StubHandler.Json(seen.Address.Query switch
        {
            "?q=1" => """{"data":[{"id":"1"},"x","x"],"links":{"next":"/v1/alerts?q=1&offset=3"}}""",
            "?q=1&offset=3" => """{"values":["x",{"id":"1"},{"id":"2"}],"links":{"next":"https://evil.example.com/v1/alerts?offset=6"}}""",
            _ => "{}",
        }));
        using CompassClient client = Clients.Over(stub);
        List<object?> items = new();

        CompassApiException failure = await Clients.FailsAsync(async () =>
        {
            await foreach (IReadOnlyList<object?> page in client.ListAsync(new RawRequest { Path = "v1/alerts?q=1" }))
            {
                items.AddRange(page);
            }
        });

        Assert.Equal(CompassErrorKind.PagingError, failure.Kind);
        Assert.Equal(2, stub.Requests.Count);
        Assert.Equal(new[] { "1", "x", "x", "x", "2" }, items.Select(static item => item is Dictionary<string, object?> fields ? fields["id"] : item));
    }

    [Theory]
    [InlineData("OPTIONS", null)]
    [InlineData("GET", "{}")]
    [InlineData("HEAD", "{}")]
    [InlineData("POST", "{")]
    [InlineData("POST", "")]
    public async Task An_invalid_method_or_body_is_rejected(string method, string? body)
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json("{}"));
        using CompassClient client = Clients.Over(stub);

        await Assert.ThrowsAsync<CompassArgumentException>(() => client.SendAsync(new RawRequest { Path = "v1/x", Method = method, Body = body }));

        Assert.Empty(stub.Requests);
    }
}
