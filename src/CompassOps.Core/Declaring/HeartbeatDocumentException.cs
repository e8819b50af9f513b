using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>A file of heartbeats that cannot be used. The message lists all that is wrong, a line for each.</summary>
public sealed class HeartbeatDocumentException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">What is wrong, at least one.</param>
    public HeartbeatDocumentException(IReadOnlyList<DocumentProblem> problems)
        : base(Text(problems)) => Problems = problems;

    /// <summary>What is wrong, in the order of the files and of their lines.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }

    private static string Text(IReadOnlyList<DocumentProblem> problems)
    {
        string intro = problems.Count == 1 ? "a mistake" : $"{problems.Count} mistakes";
        // Numbered, because the shell may put the lines one behind the other.
        IEnumerable<string> lines = problems.Count == 1
            ? new[] { $"{problems[0]}" }
            : problems.Select(static (problem, index) => $"({index + 1}) {problem}");
        return $"The declared heartbeats cannot be used because of {intro}; nothing was compared or changed.\n{string.Join("\n", lines)}";
    }
}
