using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps.Bench.Reporting;

/// <summary>
/// A table that can be written as text or Markdown. The columns after the first contain numbers and are right-aligned.
/// </summary>
internal sealed record Grid(string Title, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
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
