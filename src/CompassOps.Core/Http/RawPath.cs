using System;
using System.Collections.Generic;
using System.Text;

namespace CompassOps.Http;

/// <summary>
/// Builds the address of a raw request. It must stay below the base address however a server decodes it, because the request carries
/// the credentials. A path that could lead elsewhere is refused, not corrected.
/// </summary>
internal static class RawPath
{
    // Some servers treat these as dots, slashes and backslashes.
    private static readonly char[] LookAlikes = "\u2024\uFE52\uFF0E\u2044\u2215\u29F8\uFF0F\u2216\u29F9\uFE68\uFF3C".ToCharArray();

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the address.</summary>
    /// <exception cref="CompassArgumentException">The path is empty, or could lead out of the base address.</exception>
    public static Uri Address(Uri @base, RawRequest request)
    {
        string text = request.Path?.Trim(' ') ?? "";
        ArgumentCheck.Text(text, Messages.Text, nameof(request.Path));
        int mark = text.IndexOf('?');
        string path = mark < 0 ? text : text.Substring(0, mark);
        path = path.StartsWith("/", StringComparison.Ordinal) && !path.StartsWith("//", StringComparison.Ordinal) ? path.Substring(1) : path;
        if ((Refusal(path) ?? (mark < 0 ? null : RefusalOfQuery(text.Substring(mark + 1)))) is { } refusal)
        {
            throw Refused(text, refusal);
        }

        StringBuilder address = new(path);
        char separator = '?';
        if (mark >= 0 && mark < text.Length - 1)
        {
            address.Append(text, mark, text.Length - mark);
            separator = '&';
        }

        foreach (KeyValuePair<string, string> pair in request.Query)
        {
            address.Append(separator).Append(Addresses.Escape(pair.Key, nameof(request.Query))).Append('=').Append(Addresses.Escape(pair.Value, nameof(request.Query)));
            separator = '&';
        }

        // The rules above leave nothing for the platform to resolve. This check covers further rules of the platform.
        return Uri.TryCreate(@base.AbsoluteUri + address, UriKind.Absolute, out Uri? built)
            && built.GetLeftPart(UriPartial.Authority) == @base.GetLeftPart(UriPartial.Authority)
            && built.AbsolutePath.StartsWith(@base.AbsolutePath, StringComparison.Ordinal)
            ? built
            : throw Refused(text, Messages.PathIsNoAddress);
    }

    private static string? Refusal(string path)
    {
        if (path.Length == 0)
        {
            return Messages.PathIsEmpty;
        }

        int colon = path.IndexOf(':');
        if (path.StartsWith("//", StringComparison.Ordinal) || (colon >= 0 && path.IndexOf('/') is var slash && (slash < 0 || slash > colon)))
        {
            return Messages.PathIsAbsolute;
        }

        foreach (string segment in path.Split('/'))
        {
            if (RefusalOfSegment(segment) is { } refusal)
            {
                return refusal;
            }
        }

        // A trailing slash is the only harmless empty segment.
        return path.Contains("//") ? Messages.PathHasEmptySegment : null;
    }

    private static string? RefusalOfSegment(string segment)
    {
        if (Decode(segment) is not { } decoded)
        {
            return Messages.PathHasBadEncoding;
        }

        foreach (char c in decoded)
        {
            if (c is '/' or '\\' || Array.IndexOf(LookAlikes, c) >= 0)
            {
                return Messages.PathHasHiddenSlash;
            }

            if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                return Messages.PathHasBadCharacter;
            }
        }

        if (segment.IndexOfAny(new[] { ' ', '#', '<', '>', '"', '{', '}', '|', '^', '`' }) >= 0)
        {
            return Messages.PathHasBadCharacter;
        }

        // A server that decodes twice would read another path. A server with path parameters would remove them.
        return IsEncoded(decoded) ? Messages.PathIsEncodedTwice
            : decoded.Split(';')[0].Trim() is "." or ".." ? Messages.PathClimbs
            : null;
    }

    private static bool IsEncoded(string text)
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

    private static string? RefusalOfQuery(string query)
    {
        foreach (char c in query)
        {
            if (c is <= ' ' or '#' or '\\' or '\x7f' || char.IsControl(c))
            {
                return Messages.PathHasBadCharacter;
            }
        }

        return null;
    }

    /// <summary>Decodes percent encoding; null if it is incomplete or not UTF-8. A percent sign in decoded text stays as it is.</summary>
    private static string? Decode(string text)
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

    private static CompassArgumentException Refused(string path, string why) =>
        new(Messages.BadPath(PlainText.Line(path) ?? "", why), nameof(RawRequest.Path));
}
