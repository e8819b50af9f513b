namespace CompassOps;

/// <summary>A place in a file, as editors count: the first line and column are 1, and a column is a UTF-16 unit. Or a row of the input.</summary>
/// <param name="File">The file's path, as specified; empty for a row.</param>
/// <param name="Line">The line, or the number of the row, from 1.</param>
/// <param name="Column">The column, from 1; 0 for a row.</param>
public sealed record DocumentPlace(string File, int Line, int Column)
{
    /// <summary>Returns the place of a row that comes from no file.</summary>
    public static DocumentPlace OfRow(int number) => new("", number, 0);

    /// <summary>The form of which terminals and editors make a link: <c>file:line:column</c>; of a row <c>row 3</c>.</summary>
    public override string ToString() => Column == 0 ? Messages.Row(Line) : $"{File}:{Line}:{Column}";
}
