using System;
using System.Collections.Generic;
using System.Text;

namespace CompassOps.Http;

/// <summary>
/// Builds the address of a raw request. Rejects every path that a server could read as an address outside the base address, because the
/// request contains the credentials.
/// </summary>
internal static class RawPath
{
    /// <summary>Returns the absolute address of a request.</summary>
    /// <exception cref="CompassArgumentException">The path is empty, or could lead outside the base address.</exception>
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

        // Validate the resulting address, because the Uri class can change a path.
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

        // Reject empty path segments, but allow a single slash at the end.
        return path.Contains("//") ? Messages.PathHasEmptySegment : null;
    }

    private static string? RefusalOfSegment(string segment)
    {
        if (PathDecoding.Decode(segment) is not { } decoded)
        {
            return Messages.PathHasBadEncoding;
        }

        foreach (char c in decoded)
        {
            if (c is '/' or '\\' || PathDecoding.IsLookAlike(c))
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

        // Reject double encoding, because some servers decode a path twice.
        return PathDecoding.IsEncoded(decoded) ? Messages.PathIsEncodedTwice
            : PathDecoding.IsFolder(decoded) ? Messages.PathClimbs
            : null;
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

    private static CompassArgumentException Refused(string path, string why) =>
        new(Messages.BadPath(PlainText.Line(path) ?? "", why), nameof(RawRequest.Path));
}
