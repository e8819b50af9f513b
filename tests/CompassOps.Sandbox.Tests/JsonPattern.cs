using System.Linq;
using System.Text.Json;

namespace CompassOps.Sandbox.Tests;

/// <summary>
/// Compares JSON with a pattern. In a pattern, <c>*</c> matches any value. An object must have exactly the fields of its pattern.
/// </summary>
internal static class JsonPattern
{
    /// <summary>Returns the first difference. Returns null if the JSON matches.</summary>
    public static string? Difference(string expected, string actual)
    {
        if (expected.Length == 0 || actual.Length == 0)
        {
            return expected == actual ? null : $"expected '{expected}', got '{actual}'";
        }

        using JsonDocument left = JsonDocument.Parse(expected);
        using JsonDocument right = JsonDocument.Parse(actual);
        return Difference(left.RootElement, right.RootElement, "$");
    }

    private static string? Difference(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.String && expected.GetString() == "*")
        {
            return null;
        }

        if (expected.ValueKind != actual.ValueKind)
        {
            return $"{path}: expected {expected.GetRawText()}, got {actual.GetRawText()}";
        }

        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                string[] names = expected.EnumerateObject().Select(p => p.Name).Order().ToArray();
                string[] got = actual.EnumerateObject().Select(p => p.Name).Order().ToArray();
                return !names.SequenceEqual(got)
                    ? $"{path}: expected the fields {string.Join(", ", names)}, got {string.Join(", ", got)}"
                    : names.Select(name => Difference(expected.GetProperty(name), actual.GetProperty(name), $"{path}.{name}")).FirstOrDefault(d => d is not null);
            case JsonValueKind.Array:
                return expected.GetArrayLength() != actual.GetArrayLength()
                    ? $"{path}: expected {expected.GetArrayLength()} items, got {actual.GetArrayLength()}: {actual.GetRawText()}"
                    : expected.EnumerateArray().Zip(actual.EnumerateArray()).Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(d => d is not null);
            case JsonValueKind.String:
                return expected.GetString() == actual.GetString() ? null : $"{path}: expected '{expected.GetString()}', got '{actual.GetString()}'";
            default:
                return expected.GetRawText() == actual.GetRawText() ? null : $"{path}: expected {expected.GetRawText()}, got {actual.GetRawText()}";
        }
    }
}
