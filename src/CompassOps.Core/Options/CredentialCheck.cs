using System.Globalization;

namespace CompassOps;

/// <summary>Refuses invalid credentials before anything is sent. No message quotes them.</summary>
internal static class CredentialCheck
{
    // Characters that are invisible although Unicode classifies them as letters, marks or symbols.
    private const string Blanks = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    /// <summary>Refuses a user name that Basic authentication cannot carry, or that contains an invisible character.</summary>
    public static void UserName(string userName)
    {
        const string Parameter = nameof(CompassClientOptions.UserName);
        ArgumentCheck.Identity(userName, Messages.UserName, Parameter);
        if (HasControl(userName))
        {
            throw new CompassArgumentException(Messages.UserNameHasControl, Parameter);
        }

        if (userName.Contains(":"))
        {
            throw new CompassArgumentException(Messages.UserNameHasColon, Parameter);
        }

        if (Invisible(userName) is { } position)
        {
            throw new CompassArgumentException(Messages.UserNameHasInvisible(Name(userName, position), position), Parameter);
        }
    }

    /// <summary>Refuses a token that contains a control character or an invisible one.</summary>
    public static void Token(string token)
    {
        const string Parameter = nameof(CompassClientOptions.Token);
        if (HasControl(token))
        {
            throw new CompassArgumentException(Messages.TokenHasControl, Parameter);
        }

        if (Invisible(token) is { } position)
        {
            throw new CompassArgumentException(Messages.TokenHasInvisible(Name(token, position), position), Parameter);
        }
    }

    private static bool HasControl(string text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
    }

    private static int? Invisible(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool shown = CharUnicodeInfo.GetUnicodeCategory(text, i) switch
            {
                UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
                UnicodeCategory.SpaceSeparator => text[i] == ' ' && i > 0 && i < text.Length - 1,
                UnicodeCategory.NonSpacingMark => text[i] is not (>= '\uFE00' and <= '\uFE0F') && Blanks.IndexOf(text[i]) < 0,
                _ => Blanks.IndexOf(text[i]) < 0,
            };
            if (!shown)
            {
                return i;
            }
        }

        return null;
    }

    private static string Name(string text, int position) =>
        text[position] == ' ' ? "blank" : "U+" + ((int)text[position]).ToString("X4", CultureInfo.InvariantCulture);
}
