namespace CompassOps;

/// <summary>A file that declares heartbeats or maintenance windows.</summary>
/// <param name="File">The path of the file as error messages show it.</param>
/// <param name="Content">The bytes of the file.</param>
public sealed record DocumentSource(string File, byte[] Content);
