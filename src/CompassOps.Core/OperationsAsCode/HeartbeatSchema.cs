using System.IO;

namespace CompassOps;

/// <summary>The JSON Schema of files of heartbeats, by which editors complete and check them.</summary>
public static class HeartbeatSchema
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "heartbeats.schema.json";

    /// <summary>Its text, in UTF-8.</summary>
    public static byte[] ReadContent()
    {
        using Stream resource = typeof(HeartbeatSchema).Assembly.GetManifestResourceStream(FileName)!;
        using MemoryStream content = new();
        resource.CopyTo(content);
        return content.ToArray();
    }
}
