namespace CompassOps;

/// <summary>One error in a declaration file, or in a table row that declares a heartbeat.</summary>
/// <param name="Place">The position of the error.</param>
/// <param name="Path">
/// The JSON path, such as <c>teams[0].heartbeats[3].interval</c>. Empty for the root of a file and for a table row.
/// </param>
/// <param name="Message">Describes the error and how to correct it.</param>
public sealed record DocumentProblem(DocumentPlace Place, string Path, string Message)
{
    /// <summary>Returns the position, the path and the message in one line.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Place}: {Message}" : $"{Place}: {Path}: {Message}";
}
