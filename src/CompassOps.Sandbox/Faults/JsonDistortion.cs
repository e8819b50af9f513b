using System;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;

namespace CompassOps.Sandbox.Faults;

/// <summary>Changes the JSON of a response as a fault requires. Does not change a body that is not a JSON object.</summary>
internal static class JsonDistortion
{
    private const int Depth = 10_000;
    private static readonly string[] Identities =
        ["id", "name", "teamId", "teamName", "cloudId", "values", "platformTeams", "links", "message", "errors"];

    public static ReadOnlyMemory<byte> Of(SandboxFaultKind kind, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty || body.Span[0] != (byte)'{')
        {
            return body;
        }

        if (kind == SandboxFaultKind.DeepNesting)
        {
            string nested = $$"""{"nested":{{new string('[', Depth)}}{{new string(']', Depth)}},""";
            return (byte[])[.. Encoding.ASCII.GetBytes(nested), .. body.Span[1..]];
        }

        JsonNode? rewritten = kind switch
        {
            SandboxFaultKind.Strings => Strings(Parse(body)),
            SandboxFaultKind.Nulls => Nulls(Parse(body)),
            _ => NewWords(Parse(body)),
        };
        return Encoding.UTF8.GetBytes(rewritten!.ToJsonString());
    }

    /// <summary>Replaces <c>links.next</c>. Does not change a response that is not a list.</summary>
    public static ReadOnlyMemory<byte> WithLink(ReadOnlyMemory<byte> body, string link)
    {
        if (Parse(body) is not JsonObject page || !page.ContainsKey("links"))
        {
            return body;
        }

        page["links"] = new JsonObject { ["next"] = link };
        return Encoding.UTF8.GetBytes(page.ToJsonString());
    }

    private static JsonNode? Parse(ReadOnlyMemory<byte> body) => JsonNode.Parse(body.Span);

    private static JsonNode? Strings(JsonNode? node) => node switch
    {
        JsonObject fields => Each(fields, static (_, value) => Strings(value)),
        JsonArray items => new JsonArray([.. items.Select(Strings)]),
        JsonValue value when !value.TryGetValue(out string? _) => JsonValue.Create(value.ToJsonString()),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Nulls(JsonNode? node) => node switch
    {
        JsonObject fields => Each(fields, static (name, value) => Identities.Contains(name) ? Nulls(value) : null),
        JsonArray items => new JsonArray([.. items.Select(Nulls)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? NewWords(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                JsonObject more = Each(fields, static (name, value) => name == "status" ? JsonValue.Create("Rehearsed") : NewWords(value));
                more["addedLater"] = new JsonObject { ["since"] = 2031, ["by"] = new JsonArray("someone", null) };
                return more;
            case JsonArray items:
                return new JsonArray([.. items.Select(NewWords)]);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonObject Each(JsonObject fields, Func<string, JsonNode?, JsonNode?> change)
    {
        JsonObject changed = new();
        foreach ((string name, JsonNode? value) in fields)
        {
            changed[name] = change(name, value);
        }

        return changed;
    }
}
