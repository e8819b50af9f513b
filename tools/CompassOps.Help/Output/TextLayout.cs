using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Help;

/// <summary>Breaks text into lines between words.</summary>
internal static class TextLayout
{
    /// <summary>Wraps a text to a width. A longer word gets a line of its own. An empty text gives one empty line.</summary>
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
