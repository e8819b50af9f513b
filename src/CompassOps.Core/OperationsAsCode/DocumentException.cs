using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>
/// Reports the errors in declaration files, or in table rows that declare heartbeats. The message contains the first
/// <see cref="ShownProblems"/> errors, each on its own line.
/// </summary>
public sealed class DocumentException : Exception
{
    /// <summary>The maximum number of errors in the message. <see cref="Problems"/> contains all errors.</summary>
    public const int ShownProblems = 20;

    private const int MaximumLineLength = 500;

    /// <summary>Creates the exception.</summary>
    /// <param name="problems">The errors, at least one.</param>
    public DocumentException(IReadOnlyList<DocumentProblem> problems)
        : base(Text(problems)) => Problems = problems;

    /// <summary>All errors, including the errors that the message omits.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }

    private static string Text(IReadOnlyList<DocumentProblem> problems)
    {
        // Number the errors, because PowerShell can show all lines of a message as one line.
        IEnumerable<string> lines = problems.Count == 1
            ? new[] { Line(problems[0]) }
            : problems.Take(ShownProblems).Select(static (problem, index) => $"({index + 1}) {Line(problem)}");
        return Messages.DocumentUnusable(problems.Count, ShownProblems, string.Join("\n", lines));
    }

    // Returns the error as one line. Truncates the line, because an error can quote a very long text from the file.
    private static string Line(DocumentProblem problem)
    {
        string line = problem.ToString();
        int length = line.Length <= MaximumLineLength ? line.Length : MaximumLineLength - (char.IsHighSurrogate(line[MaximumLineLength - 1]) ? 1 : 0);
        return length == line.Length ? line : line.Remove(length) + "…";
    }
}
