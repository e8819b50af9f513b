using System.Net;
using System.Text;

namespace CompassOps.Reports;

/// <summary>Builds HTML. Only constants of this assembly are markup; every other text is encoded.</summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder _html = new();

    /// <summary>Appends markup.</summary>
    public HtmlBuilder Markup(string constant)
    {
        _html.Append(constant);
        return this;
    }

    /// <summary>Appends text, encoded; in an attribute's quotes as well as between tags.</summary>
    public HtmlBuilder Text(string? text)
    {
        _html.Append(Encode(text));
        return this;
    }

    /// <summary>Appends an element that holds nothing but text.</summary>
    /// <param name="tag">The tag, attributes included.</param>
    /// <param name="text">The text.</param>
    public HtmlBuilder Element(string tag, string? text)
    {
        int end = tag.IndexOf(' ');
        return Markup("<").Markup(tag).Markup(">").Text(text).Markup("</").Markup(end < 0 ? tag : tag.Substring(0, end)).Markup(">");
    }

    /// <summary>Returns the HTML.</summary>
    public override string ToString() => _html.ToString();

    // Control characters are not allowed in HTML, and direction marks would reorder text. Both are replaced by a visible character.
    private static string Encode(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder shown = new(text!.Length);
        foreach (char character in text!)
        {
            shown.Append(character is '\n' or '\r' or '\t' ? ' '
                : char.IsControl(character) || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C' ? '\uFFFD'
                : character);
        }

        return WebUtility.HtmlEncode(shown.ToString());
    }
}
