using System;

namespace CompassOps.Help;

/// <summary>A page that violates the schema, with the line and the problem.</summary>
internal sealed class HelpPageException(string path, int line, string message) : Exception(message)
{
    /// <summary>The page.</summary>
    public string Path { get; } = path;

    /// <summary>The line in it, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Returns place and message in the format of compilers, which builds and editors understand.</summary>
    public string ForBuild => $"{Path}({Line}): error HELP: {Message}";
}
