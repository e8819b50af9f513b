// A state file that cannot be used.
using System;

namespace CompassOps.Sandbox;

/// <summary>The state file is damaged, in use by another sandbox, or cannot be written. The message names the file and the line.</summary>
public sealed class SandboxStateException : Exception
{
    internal SandboxStateException(string path, int? line, string message, Exception? inner = null)
        : base(line is null ? $"{path}: {message}" : FormattableString.Invariant($"{path}, line {line}: {message}"), inner)
    {
        Path = path;
        Line = line;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line at fault, from 1; null if none is.</summary>
    public int? Line { get; }
}
