using System;

namespace CompassOps.Help;

/// <summary>The error for a page that violates the schema. It contains the line and the problem.</summary>
internal sealed class HelpPageException(string path, int line, string message) : Exception(message)
{
    /// <summary>The path of the page.</summary>
    public string Path { get; } = path;

    /// <summary>The line number, starting with 1.</summary>
    public int Line { get; } = line;

    /// <summary>Returns the location and the message in the format of compiler errors, which build tools and editors understand.</summary>
    public string ForBuild => $"{Path}({Line}): error HELP: {Message}";
}
