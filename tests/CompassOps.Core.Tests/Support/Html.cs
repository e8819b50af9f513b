using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace CompassOps.Core.Tests.Support;

/// <summary>
/// Encodes text as HTML in the same way on .NET and on Mono. .NET does not encode characters above U+00FF, except surrogate pairs. Mono
/// replaces each character above U+00FF with a character reference.
/// </summary>
internal static class Html
{
    public static string Encode(string text) => WithCharacters(WebUtility.HtmlEncode(text));

    /// <summary>Replaces each character reference from U+0100 to U+FFFF with its character.</summary>
    public static string WithCharacters(string html) => Regex.Replace(
        html,
        "&#([0-9]{3,5});",
        static reference => int.Parse(reference.Groups[1].Value, CultureInfo.InvariantCulture) is int code and > 0xFF and <= 0xFFFF
            ? ((char)code).ToString()
            : reference.Value);
}
