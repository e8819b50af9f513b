namespace CompassOps;

/// <summary>A place in a file, as editors count: the first line and column are 1, and a column is a UTF-16 unit.</summary>
/// <param name="File">The file's path, as it was asked for.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public sealed record DocumentPlace(string File, int Line, int Column)
{
    /// <summary>The form that terminals and editors make a link of: <c>file:line:column</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
