namespace CompassOps;

/// <summary>The content of a declaration file.</summary>
/// <param name="File">The file's path, as problems show it.</param>
/// <param name="Content">The bytes of the file.</param>
public sealed record DocumentSource(string File, byte[] Content);
