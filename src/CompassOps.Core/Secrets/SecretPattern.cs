using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CompassOps.Secrets;

/// <summary>
/// Builds regular expressions that find a secret in any mixture of encodings: plain text, URL-encoded, JSON-escaped, HTML entities, base64
/// or base64url, with or without line breaks. Services, proxies and .NET can return text in any of these encodings.
/// </summary>
internal static class SecretPattern
{
    /// <summary>The time limit of a search in a text. If a search takes longer, the redactor replaces the whole text.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // Matches a plain or encoded white-space character. A program that wraps long lines can insert it between any two characters.
    private const string Break = @"\s|[\0\u00AD\u200B-\u200D\uFEFF]|\\+[nrt]|\\+u00(?:0[9AaDd]|20)|%(?:25)*(?:0[9AaDd]|20)"
        + "|&(?:amp;)?#(?:0*(?:9|10|13|32)|[xX]0*(?:9|[aAdD]|20));";
    private const string Breaks = "(?:" + Break + ")*";

    // Matches white space within the secret. Some programs encode a space as a plus sign.
    private const string Blank = @"(?:\+|" + Break + ")*";

    /// <summary>
    /// Returns four patterns. The first pattern finds the secret as text. The others find the secret within longer base64 data. Base64
    /// encodes groups of three bytes, and the secret can start at any of the three positions in a group. Each position has its own pattern,
    /// because it results in a different encoding of the secret.
    /// </summary>
    public static IEnumerable<Regex> All(string secret)
    {
        yield return Text(secret);
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        for (int before = 0; before < 3; before++)
        {
            // A character of base64 contains 6 bits. Search only for the characters whose bits all belong to the secret. The other
            // characters also depend on the surrounding bytes.
            byte[] padded = new byte[before + bytes.Length];
            bytes.CopyTo(padded, before);
            int first = (before * 8 + 5) / 6;
            int end = padded.Length * 8 / 6;
            yield return Base64(Convert.ToBase64String(padded).Substring(first, end - first));
        }
    }

    public static Regex Text(string secret) => Build(secret, isBase64: false);

    /// <summary>Returns a pattern that finds a base64 text with or without padding, in the alphabet of base64 or base64url.</summary>
    public static Regex Base64(string encoded) => Build(encoded.TrimEnd('='), isBase64: true);

    private static Regex Build(string secret, bool isBase64)
    {
        StringBuilder pattern = new();
        string between = "";
        for (int i = 0; i < secret.Length; i++)
        {
            if (char.IsWhiteSpace(secret[i]))
            {
                between = between.Length == 0 ? "" : Blank;
                continue;
            }

            int length = char.IsSurrogatePair(secret, i) ? 2 : 1;
            pattern.Append(between).Append(Character(secret.Substring(i, length), isBase64));
            between = Breaks;
            i += length - 1;
        }

        if (isBase64)
        {
            pattern.Append("(?:").Append(Breaks).Append(Character("=", false)).Append("){0,2}");
        }

        return new Regex(pattern.ToString(), RegexOptions.CultureInvariant, Timeout);
    }

    private static string Character(string character, bool isBase64)
    {
        string pattern = Encodings(character);
        return !isBase64 ? $"(?:{pattern})"
            : character == "+" ? $"(?:{pattern}|-)"
            : character == "/" ? $"(?:{pattern}|_)"
            : $"(?:{pattern})";
    }

    private static string Encodings(string character)
    {
        char first = character[0];
        StringBuilder pattern = new();
        pattern.Append(char.IsLetterOrDigit(first) || first > '~' ? "" : @"\\*").Append(Regex.Escape(character));
        if (character.Length == 2)
        {
            // A program that wraps lines can insert a line break between the two UTF-16 code units of a character.
            pattern.Append('|').Append(first).Append(Breaks).Append(character[1]);
        }

        pattern.Append('|');
        foreach (char unit in character)
        {
            pattern.Append(@"\\+u").Append(Hex(((int)unit).ToString("x4", CultureInfo.InvariantCulture)));
        }

        pattern.Append('|');
        foreach (byte unit in Encoding.UTF8.GetBytes(character))
        {
            pattern.Append("%(?:25)*").Append(Hex(unit.ToString("x2", CultureInfo.InvariantCulture)));
        }

        int code = character.Length == 2 ? char.ConvertToUtf32(character, 0) : first;
        pattern.Append("|&(?:amp;)?(?:#0*").Append(code.ToString(CultureInfo.InvariantCulture));
        pattern.Append("|#[xX]0*").Append(Hex(code.ToString("x", CultureInfo.InvariantCulture)));
        pattern.Append(first switch { '&' => "|amp", '<' => "|lt", '>' => "|gt", '"' => "|quot", '\'' => "|apos", _ => "" }).Append(");");
        return pattern.ToString();
    }

    private static string Hex(string digits)
    {
        StringBuilder pattern = new();
        foreach (char digit in digits)
        {
            pattern.Append(digit >= 'a' ? $"[{digit}{char.ToUpperInvariant(digit)}]" : digit.ToString());
        }

        return pattern.ToString();
    }
}
