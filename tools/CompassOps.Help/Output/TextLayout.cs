using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Help;

internal static class TextLayout
{
    /// <summary>
    /// Breaks text into lines of at most <paramref name="width"/> characters. A longer word gets its own line. For an empty text,
    /// returns one empty line.
    /// </summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = string.Empty;
        foreach (string word in text.Split(' ').Where(word => word.Length > 0))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = string.Empty;
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
