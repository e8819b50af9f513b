// Compares JSON with a sample: equal as JSON, or of the same shape.
using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CompassOps.Conformance.Tests.Support;

/// <summary>Comparisons of JSON.</summary>
internal static class Json
{
    /// <summary>Asserts that two values are equal as JSON. The order of fields does not matter.</summary>
    public static void Equal(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {Text(expected)}\nbut got  {Text(actual)}");

    /// <summary>Asserts that two values have the same fields of the same kinds at every depth. The values may differ.</summary>
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
