// The error for a state file that cannot be used.
using System;

namespace CompassOps.Sandbox;

/// <summary>The state file is damaged, is in use by another sandbox, or cannot be written. The message names the file and the line.</summary>
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

    /// <summary>The number of the line that contains the mistake, starting with 1. Null if the error does not concern a line.</summary>
    public int? Line { get; }
}
