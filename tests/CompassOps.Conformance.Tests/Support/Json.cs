// How JSON is held against a sample: equal as JSON, or of the same shape.
using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CompassOps.Conformance.Tests.Support;

/// <summary>Comparisons of JSON.</summary>
internal static class Json
{
    /// <summary>Equal as JSON: the order of fields does not matter, nothing else is forgiven.</summary>
    public static void Equal(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {Text(expected)}\nbut got  {Text(actual)}");

    /// <summary>Exactly the same fields, of the same kinds, all the way down; the values may differ.</summary>
    public static void SameShape(JsonNode? expected, JsonNode? actual) => Assert.Equal(Shape(expected), Shape(actual));

    private static string Shape(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject fields => $"{{ {string.Join(", ", fields.Select(static it => $"{it.Key}: {Shape(it.Value)}").Order(StringComparer.Ordinal))} }}",
        JsonArray items => $"[ {string.Join(" | ", items.Select(Shape).Distinct().Order(StringComparer.Ordinal))} ]",
        _ => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "boolean" : node.GetValueKind().ToString(),
    };

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
