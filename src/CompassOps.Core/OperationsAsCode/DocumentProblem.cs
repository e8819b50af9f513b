namespace CompassOps;

/// <summary>One thing that is wrong with a declaration.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Path">What it concerns, from the document's root: <c>teams[0].heartbeats[3].interval</c>; empty for the root itself.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
public sealed record DocumentProblem(DocumentPlace Place, string Path, string Message)
{
    /// <summary>The problem in one line.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Place}: {Message}" : $"{Place}: {Path}: {Message}";
}
