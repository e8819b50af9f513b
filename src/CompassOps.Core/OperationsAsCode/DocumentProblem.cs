namespace CompassOps;

/// <summary>One mistake in a declaration.</summary>
/// <param name="Place">The place in the file.</param>
/// <param name="Path">The path from the document's root: <c>teams[0].heartbeats[3].interval</c>; empty for the root itself.</param>
/// <param name="Message">The problem and its correction.</param>
public sealed record DocumentProblem(DocumentPlace Place, string Path, string Message)
{
    /// <summary>The problem in one line.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Place}: {Message}" : $"{Place}: {Path}: {Message}";
}
