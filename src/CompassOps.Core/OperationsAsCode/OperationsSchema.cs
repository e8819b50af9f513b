using System;
using System.IO;
using System.Text.Json;

namespace CompassOps;

/// <summary>
/// The JSON Schema of the files that declare heartbeats and maintenance windows. Editors use the schema for completion and validation.
/// </summary>
public static class OperationsSchema
{
    /// <summary>The file name of the schema.</summary>
    public const string FileName = "heartbeats.schema.json";

    private const string IdPrefix = "urn:compassops:schema:";

    /// <summary>Returns the text of the schema in UTF-8.</summary>
    public static byte[] ReadContent()
    {
        using Stream resource = typeof(OperationsSchema).Assembly.GetManifestResourceStream(FileName)!;
        using MemoryStream content = new();
        resource.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Returns whether the content of a file is a version of this schema.</summary>
    public static bool IsSchema(byte[] content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("$id", out JsonElement id) && id.ValueKind == JsonValueKind.String
                && id.GetString()!.StartsWith(IdPrefix, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
