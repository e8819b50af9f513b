namespace CompassOps;

/// <summary>One problem in a declaration.</summary>
/// <param name="Place">The location in the file or in the input.</param>
/// <param name="Path">The JSON path, such as <c>teams[0].heartbeats[3].interval</c>; empty for the root.</param>
/// <param name="Message">The message, which states the problem and how to correct it.</param>
public sealed record DocumentProblem(DocumentPlace Place, string Path, string Message)
{
    /// <summary>Returns the problem in one line.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Place}: {Message}" : $"{Place}: {Path}: {Message}";
}
