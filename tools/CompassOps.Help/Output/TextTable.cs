using System.Collections.Generic;
using System.Linq;
using Markdig.Extensions.Tables;

namespace CompassOps.Help;

/// <summary>Formats a table as text. If the columns are too wide, each cell is on its own line.</summary>
internal static class TextTable
{
    private const int Gap = 2;
    private const int LeastLast = 28;

    public static IEnumerable<string> Lines(Table table, int width)
    {
        string[][] rows = [.. table.OfType<TableRow>().Select(row => row.Select(Prose.Words).ToArray())];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length) + Gap)];
        int last = width - widths.Sum();
        return last < LeastLast ? RowByRow(rows, width) : InColumns(rows, widths, last);
    }

    private static IEnumerable<string> InColumns(string[][] rows, int[] widths, int last)
    {
        string[] underlines = [.. rows[0].Select(cell => new string('-', cell.Length))];
        foreach (string[] row in rows.Take(1).Append(underlines).Concat(rows.Skip(1)))
        {
            string lead = string.Concat(row.SkipLast(1).Select((cell, column) => cell.PadRight(widths[column])));
            foreach (string line in TextLayout.Wrap(row[^1], last))
            {
                yield return (lead + line).TrimEnd();
                lead = new string(' ', widths.Sum());
            }
        }
    }

    private static IEnumerable<string> RowByRow(string[][] rows, int width)
    {
        foreach (string[] row in rows.Skip(1))
        {
            yield return row[0];
            for (int column = 1; column < row.Length; column++)
            {
                string cell = row.Length == 2 || row[column].Length == 0 ? row[column] : $"{rows[0][column]}: {row[column]}";
                foreach (string line in TextLayout.Wrap(cell, width - 4).Where(line => line.Length > 0))
                {
                    yield return "    " + line;
                }
            }
        }
    }
}
