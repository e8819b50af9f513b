using System.Text;

namespace CompassOps;

/// <summary>Converts text from the service, a file or a user to one line that a message can contain.</summary>
internal static class PlainText
{
    private const int MaximumLength = 500;

    /// <summary>
    /// Returns the text as one line without control characters, truncated after 500 characters. Returns null if the text is null or
    /// blank. Redact secrets in the text before you call this method.
    /// </summary>
    public static string? Line(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        StringBuilder plain = new();
        text = text!.Trim();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (plain.Length + (pair ? 2 : 1) > MaximumLength)
            {
                plain.Append('…');
                break;
            }

            if (pair)
            {
                plain.Append(c).Append(text[++i]);
                continue;
            }

            plain.Append(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        }

        return plain.ToString();
    }
}
