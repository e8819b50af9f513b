using System;

namespace CompassOps.Sandbox;

/// <summary>
/// Thrown when the sandbox cannot use the state file, because the file is damaged, in use by another sandbox, or cannot be read or
/// written. The message contains the path and, if known, the line number.
/// </summary>
public sealed class SandboxStateException : Exception
{
    internal SandboxStateException(string path, int? line, string message, Exception? inner = null)
        : base(line is null ? $"{path}: {message}" : FormattableString.Invariant($"{path}, line {line}: {message}"), inner)
    {
        Path = path;
        Line = line;
    }

    /// <summary>The path of the state file.</summary>
    public string Path { get; }

    /// <summary>
    /// The number of the line with the error. The first line has number 1. Null if the error concerns the whole file.
    /// </summary>
    public int? Line { get; }
}
