using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CompassOps.Conformance.Tests.Support;

internal static class Json
{
    /// <summary>Asserts that two JSON values are equal. The order of fields does not matter.</summary>
    public static void Equal(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {Text(expected)}\nbut got  {Text(actual)}");

    /// <summary>Asserts that two JSON values have the same fields with the same types. The values can differ.</summary>
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
