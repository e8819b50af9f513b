namespace CompassOps;

/// <summary>
/// A position in a file, or a row of a table. The numbers of lines, columns and rows start at 1. Each UTF-16 code unit counts as one
/// column, as in most editors.
/// </summary>
/// <param name="File">The path of the file as the user wrote it, or empty for a row.</param>
/// <param name="Line">The number of the line or of the row.</param>
/// <param name="Column">The column, or 0 for a row.</param>
public sealed record DocumentPlace(string File, int Line, int Column)
{
    /// <summary>Returns the position of a table row, which has no file and no column.</summary>
    public static DocumentPlace OfRow(int number) => new("", number, 0);

    /// <summary>
    /// Returns <c>file:line:column</c>, which many terminals and editors show as a link. For a row, returns for example <c>row 3</c>.
    /// </summary>
    public override string ToString() => Column == 0 ? Messages.Row(Line) : $"{File}:{Line}:{Column}";
}
