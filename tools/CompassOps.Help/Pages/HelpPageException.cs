using System;

namespace CompassOps.Help;

/// <summary>A page that does not keep to the schema: which, where, and what is wrong.</summary>
internal sealed class HelpPageException(string path, int line, string message) : Exception(message)
{
    /// <summary>The page.</summary>
    public string Path { get; } = path;

    /// <summary>The line in it, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Place and message in the form of a compiler's, which builds and editors know.</summary>
    public string ForBuild => $"{Path}({Line}): error HELP: {Message}";
}
