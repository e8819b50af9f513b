namespace CompassOps;

/// <summary>The content of a declaration file.</summary>
/// <param name="File">Its path, as problems show it.</param>
/// <param name="Content">Its bytes.</param>
public sealed record DocumentSource(string File, byte[] Content);
