using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CompassOps.Http;

/// <summary>Detects <c>..</c> segments and slashes that are hidden in a path by encodings or by similar Unicode characters.</summary>
internal static class PathDecoding
{
    // A server that normalizes Unicode can convert these characters to slashes, backslashes, dots or percent signs. So this class treats
    // them as if the server had already converted them.
    private static readonly char[] Slashes = "\u2044\u2215\u29F8\uFF0F\u2216\u29F9\u29F5\uFE68\uFF3C\u2100\u2101\u2105\u2106".ToCharArray();
    private static readonly char[] Dots = "\u2024\uFE52\uFF0E\u2025\uFE30".ToCharArray();
    private static readonly char[] Percents = "\uFF05\uFE6A".ToCharArray();
    private static readonly char[] Separators = ("/\\" + new string(Slashes)).ToCharArray();

    private const int MostDecodings = 5;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns whether a server can convert the character to a slash, a backslash, a dot or a percent sign.</summary>
    public static bool IsLookAlike(char c) => Array.IndexOf(Slashes, c) >= 0 || Array.IndexOf(Dots, c) >= 0 || Array.IndexOf(Percents, c) >= 0;

    /// <summary>
    /// Returns whether a server can read a path segment as <c>.</c> or <c>..</c>. Ignores invisible characters and the part after a
    /// semicolon, because some servers remove them.
    /// </summary>
    public static bool IsFolder(string segment)
    {
        StringBuilder visible = new();
        string name = segment.Split(';')[0];
        for (int i = 0; i < name.Length; i++)
        {
            bool isShown = CharUnicodeInfo.GetUnicodeCategory(name, i)
                is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                && name[i] is not (>= '\uFE00' and <= '\uFE0F');
            i += char.IsHighSurrogate(name[i]) && i + 1 < name.Length ? 1 : 0;
            visible.Append(isShown ? name[i] is '\u2025' or '\uFE30' ? ".." : Array.IndexOf(Dots, name[i]) >= 0 ? "." : name[i].ToString() : "");
        }

        return visible.ToString() is "." or "..";
    }

    /// <summary>
    /// Returns whether a path contains a segment <c>.</c> or <c>..</c>, even if the path is percent-encoded several times.
    /// </summary>
    public static bool Climbs(string path)
    {
        for (int i = 0; i < MostDecodings; i++)
        {
            foreach (char c in Percents)
            {
                path = path.Replace(c, '%');
            }

            string decoded = Uri.UnescapeDataString(path);
            if (decoded == path)
            {
                return Array.Exists(path.Split(Separators), IsFolder);
            }

            path = decoded;
        }

        return true;
    }

    public static bool IsEncoded(string text)
    {
        for (int i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 < text.Length && Uri.IsHexDigit(text[i + 1]) && Uri.IsHexDigit(text[i + 2]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes one level of percent encoding. Returns null if the encoding is incomplete or is not UTF-8.</summary>
    public static string? Decode(string text)
    {
        if (text.IndexOf('%') < 0)
        {
            return text;
        }

        List<byte> bytes = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !Uri.IsHexDigit(text[i + 1]) || !Uri.IsHexDigit(text[i + 2]))
                {
                    return null;
                }

                bytes.Add((byte)((Uri.FromHex(text[i + 1]) * 16) + Uri.FromHex(text[i + 2])));
                i += 2;
            }
            else
            {
                int length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }

        try
        {
            return StrictUtf8.GetString(bytes.ToArray());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
