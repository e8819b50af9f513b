using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

/// <summary>
/// A rule of the API contract: after the requests in Given, the response to the request in When has this status and body. Requests are
/// written as in HTTP. The placeholders <c>{team}</c>, <c>{other}</c> and <c>{cloud}</c> stand for ids. <c>{id}</c> stands for the id of
/// the last new window. A line such as <c>STEP 00:10:00</c> moves the sandbox's clock.
/// </summary>
internal sealed record ContractRule(string Sentence, string[] Given, string When, int Status, string Body = "")
{
    public async Task Check()
    {
        using SandboxFixture sandbox = new();
        string id = "";
        foreach (string step in Given)
        {
            if (step.StartsWith("STEP ", StringComparison.Ordinal))
            {
                sandbox.Server.Step(TimeSpan.ParseExact(step[5..], "c", CultureInfo.InvariantCulture));
                continue;
            }

            SandboxResponse given = await Send(sandbox, step, id);
            Assert.True(given.Status < 300, $"The step '{step}' failed: {given.Status} {given.Body}");
            if (step.StartsWith("POST", StringComparison.Ordinal) && given.Json.TryGetProperty("id", out System.Text.Json.JsonElement value))
            {
                id = value.GetString()!;
            }
        }

        SandboxResponse response = await Send(sandbox, When, id);
        Assert.True(response.Status == Status, $"Expected status {Status}, got {response.Status} {response.Body}");
        Assert.Null(JsonPattern.Difference(Fill(Body, sandbox, id), response.Body));
        Assert.Equal(response.Body.Length == 0 ? null : "application/json", response.ContentType);
        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(response.Headers.GetValues("atl-traceid")));
    }

    public override string ToString() => Sentence;

    private static Task<SandboxResponse> Send(SandboxFixture sandbox, string text, string id)
    {
        string[] parts = Fill(text, sandbox, id).Split("\n\n", 2);
        string[] lines = parts[0].Split('\n');
        string[] first = lines[0].Split(' ', 2);
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        return sandbox.Send(first[0], first[1], parts.Length > 1 ? parts[1] : null, headers);
    }

    private static string Fill(string text, SandboxFixture sandbox, string id) => text
        .Replace("{team}", SandboxFixture.Team, StringComparison.Ordinal)
        .Replace("{other}", SandboxFixture.OtherTeam, StringComparison.Ordinal)
        .Replace("{cloud}", sandbox.Server.CloudId, StringComparison.Ordinal)
        .Replace("{id}", id, StringComparison.Ordinal);
}

/// <summary>Replaces text in a sample request or an expected response.</summary>
internal static class RowText
{
    public static string Replacing(this string row, string instead, string with) => row.Replace(instead, with, StringComparison.Ordinal);
}
