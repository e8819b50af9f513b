namespace CompassOps;

/// <summary>
/// A position in a file, or a row of a table. Lines, columns and rows start at 1. A column is one UTF-16 code unit, as in most editors.
/// </summary>
/// <param name="File">The path of the file as the user wrote it, or empty for a row.</param>
/// <param name="Line">The number of the line or of the row.</param>
/// <param name="Column">The column, or 0 for a row.</param>
public sealed record DocumentPlace(string File, int Line, int Column)
{
    /// <summary>Returns the place of a table row that does not come from a file.</summary>
    public static DocumentPlace OfRow(int number) => new("", number, 0);

    /// <summary>
    /// Returns <c>file:line:column</c>, which many terminals and editors show as a link. Returns <c>row 3</c> for a row.
    /// </summary>
    public override string ToString() => Column == 0 ? Messages.Row(Line) : $"{File}:{Line}:{Column}";
}
