// Tables as a shell shows them.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CompassOps.Examples;

/// <summary>Writes objects as a table: a heading, a rule under it, a line an object.</summary>
internal static class Table
{
    private const int WidestCell = 38;

    /// <summary>Writes a table with a column for each pair of a heading and what stands below it.</summary>
    public static void Write<T>(TextWriter output, IEnumerable<T> items, params (string Heading, Func<T, object?> Value)[] columns)
    {
        string[][] lines =
        [
            Array.ConvertAll(columns, static column => column.Heading),
            Array.ConvertAll(columns, static column => new string('-', column.Heading.Length)),
            .. items.Select(item => Array.ConvertAll(columns, column => Cell(column.Value(item)))),
        ];
        int[] widths = Enumerable.Range(0, columns.Length).Select(i => lines.Max(line => line[i].Length)).ToArray();
        output.WriteLine();
        foreach (string[] line in lines)
        {
            output.WriteLine(string.Join(' ', line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }

        output.WriteLine();
    }

    private static string Cell(object? value)
    {
        string text = value switch
        {
            null => "",
            DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm'Z'", null),
            TimeSpan span => span.ToString("c"),
            _ => value.ToString() ?? "",
        };
        return text.Length <= WidestCell ? text : string.Concat(text.AsSpan(0, WidestCell - 1), "…");
    }
}
