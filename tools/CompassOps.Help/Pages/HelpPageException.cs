using System;

namespace CompassOps.Help;

internal sealed class HelpPageException(string path, int line, string message) : Exception(message)
{
    public string Path { get; } = path;

    /// <summary>The number of the line with the error. The first line has number 1.</summary>
    public int Line { get; } = line;

    /// <summary>The error in the format of compiler errors, so that build tools and editors can open the line.</summary>
    public string ForBuild => $"{Path}({Line}): error HELP: {Message}";
}
