using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>Reports the problems of an invalid declaration. The message lists the first problems, one on each line.</summary>
public sealed class DocumentException : Exception
{
    /// <summary>The number of problems that the message shows. <see cref="Problems"/> has all of them.</summary>
    public const int ShownProblems = 20;

    private const int MaximumLineLength = 500;

    /// <summary>Creates the exception.</summary>
    /// <param name="problems">The problems, at least one.</param>
    public DocumentException(IReadOnlyList<DocumentProblem> problems)
        : base(Text(problems)) => Problems = problems;

    /// <summary>The problems, in the order of the files and of their lines.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }

    private static string Text(IReadOnlyList<DocumentProblem> problems)
    {
        // Number the problems, because the shell may join the lines of a message.
        IEnumerable<string> lines = problems.Count == 1
            ? new[] { Line(problems[0]) }
            : problems.Take(ShownProblems).Select(static (problem, index) => $"({index + 1}) {Line(problem)}");
        return Messages.DocumentUnusable(problems.Count, ShownProblems, string.Join("\n", lines));
    }

    // Limit the length, because a problem quotes names from the file, and these may be very long.
    private static string Line(DocumentProblem problem)
    {
        string line = problem.ToString();
        int length = line.Length <= MaximumLineLength ? line.Length : MaximumLineLength - (char.IsHighSurrogate(line[MaximumLineLength - 1]) ? 1 : 0);
        return length == line.Length ? line : line.Remove(length) + "…";
    }
}
