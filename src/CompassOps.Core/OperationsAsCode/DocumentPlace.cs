namespace CompassOps;

/// <summary>
/// A position in a file or a row of the input. Lines and columns start at 1, as in editors. A column is one UTF-16 code unit.
/// </summary>
/// <param name="File">The file's path as the user specified it; empty for a row.</param>
/// <param name="Line">The line number or the row number, starting at 1.</param>
/// <param name="Column">The column, starting at 1; 0 for a row.</param>
public sealed record DocumentPlace(string File, int Line, int Column)
{
    /// <summary>Returns the location of a row that comes from no file.</summary>
    public static DocumentPlace OfRow(int number) => new("", number, 0);

    /// <summary>Returns <c>file:line:column</c>, which terminals and editors show as a link. For a row, returns <c>row 3</c>.</summary>
    public override string ToString() => Column == 0 ? Messages.Row(Line) : $"{File}:{Line}:{Column}";
}
