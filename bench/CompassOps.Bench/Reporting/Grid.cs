using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps.Bench.Reporting;

/// <summary>
/// A table with a title, which can be written as text or Markdown. All columns except the first contain numbers and are right-aligned.
/// </summary>
/// <param name="Title">The title.</param>
/// <param name="Headers">The names of the columns.</param>
/// <param name="Rows">The cells of each row.</param>
internal sealed record Grid(string Title, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Returns the table as text in columns.</summary>
    public string ToText()
    {
        int[] widths = [.. Headers.Select((header, column) => Rows.Select(row => row[column].Length).Append(header.Length).Max())];
        StringBuilder text = new StringBuilder().AppendLine(Title);
        foreach (IReadOnlyList<string> row in Rows.Prepend(Headers))
        {
            text.Append("  ").AppendLine(string.Join("  ", row.Select(Padded)).TrimEnd());
        }

        return text.ToString();

        string Padded(string cell, int column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]);
    }

    /// <summary>Returns the table as Markdown with a heading.</summary>
    public string ToMarkdown()
    {
        StringBuilder text = new StringBuilder().Append("## ").AppendLine(Title).AppendLine().AppendLine(Line(Headers));
        text.AppendLine(Line(Headers.Select((_, column) => column == 0 ? "---" : "---:")));
        foreach (IReadOnlyList<string> row in Rows)
        {
            text.AppendLine(Line(row));
        }

        return text.ToString();

        static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal)))} |";
    }
}
