using System.Net;
using System.Text;

namespace CompassOps.Reports;

/// <summary>Builds HTML. Encodes all text from the service. Does not encode the markup that this project writes.</summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder _html = new();

    /// <summary>Appends markup without encoding it. The markup must not contain text from the service.</summary>
    public HtmlBuilder Markup(string constant)
    {
        _html.Append(constant);
        return this;
    }

    /// <summary>Encodes a text and appends it. The result is safe in an element and in a quoted attribute.</summary>
    public HtmlBuilder Text(string? text)
    {
        _html.Append(Encode(text));
        return this;
    }

    /// <summary>Appends an element that contains only text.</summary>
    /// <param name="tag">The name of the element, and its attributes. The method does not encode them.</param>
    /// <param name="text">The plain text. The method encodes it.</param>
    public HtmlBuilder Element(string tag, string? text)
    {
        int end = tag.IndexOf(' ');
        return Markup("<").Markup(tag).Markup(">").Text(text).Markup("</").Markup(end < 0 ? tag : tag.Substring(0, end)).Markup(">");
    }

    public override string ToString() => _html.ToString();

    // Replaces control characters, because HTML does not allow control characters. Also replaces invisible characters that change the text
    // direction, because they could change the order of the displayed text.
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
