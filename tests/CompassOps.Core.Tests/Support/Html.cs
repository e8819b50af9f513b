using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace CompassOps.Core.Tests.Support;

/// <summary>
/// Makes the HTML of .NET and of Mono comparable. .NET writes characters above U+00FF unchanged, except surrogate pairs. Mono writes them as
/// character references.
/// </summary>
internal static class Html
{
    public static string Encode(string text) => WithCharacters(WebUtility.HtmlEncode(text));

    /// <summary>Replaces character references by characters, from U+0100 to U+FFFF.</summary>
    public static string WithCharacters(string html) => Regex.Replace(
        html,
        "&#([0-9]{3,5});",
        static reference => int.Parse(reference.Groups[1].Value, CultureInfo.InvariantCulture) is int code and > 0xFF and <= 0xFFFF
            ? ((char)code).ToString()
            : reference.Value);
}
