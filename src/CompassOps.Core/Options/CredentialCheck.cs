using System.Globalization;

namespace CompassOps;

/// <summary>Validates the credentials before a request is sent. The error messages do not quote the credentials.</summary>
internal static class CredentialCheck
{
    // These characters are invisible, but have the Unicode categories of visible letters, marks and symbols. A check of the category does
    // not find these characters.
    private const string Blanks = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    /// <summary>Rejects a user name with an invisible character, or with a character that Basic authentication does not allow.</summary>
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
            throw new CompassArgumentException(Messages.UserNameHasInvisible(Name(userName, position), position + 1), Parameter);
        }
    }

    /// <summary>
    /// Rejects more than one type of credentials, incomplete OAuth settings, and a type of credentials that the product does not accept.
    /// </summary>
    public static void Kinds(CompassClientOptions options)
    {
        bool isBasic = options.UserName.Length > 0 || options.Token is not null;
        bool isToken = options.AccessToken is not null;
        bool isClient = options.ClientId is not null || options.ClientSecret is not null;
        if ((isBasic && (isToken || isClient)) || (isToken && isClient))
        {
            throw new CompassArgumentException(Messages.SeveralCredentials, nameof(options.Token));
        }

        if (isClient && (options.ClientId is null || options.ClientSecret is null))
        {
            throw new CompassArgumentException(Messages.HalfAClient, options.ClientId is null ? nameof(options.ClientId) : nameof(options.ClientSecret));
        }

        if (options.AuthorityUri is not null && !isClient)
        {
            throw new CompassArgumentException(Messages.AuthorityWithoutClient, nameof(options.AuthorityUri));
        }

        if ((isToken || isClient) && options.Product == CompassProduct.Compass)
        {
            throw new CompassArgumentException(Messages.CompassTakesNoOAuth, nameof(options.Product));
        }
    }

    /// <summary>Rejects an API token that is empty, or that contains a control character or an invisible character.</summary>
    public static void Token(string token)
    {
        const string Parameter = nameof(CompassClientOptions.Token);
        Secret(token.Length > 0 ? token : throw new CompassArgumentException(Messages.TokenEmpty, Parameter), Messages.ApiToken, Parameter);
    }

    public static void AccessToken(string token)
    {
        const string Parameter = nameof(CompassClientOptions.AccessToken);
        Secret(token, Messages.AccessToken, Parameter);
        if (!IsBearer(token))
        {
            throw new CompassArgumentException(token.Length == 0 ? Messages.AccessTokenEmpty : Messages.AccessTokenHasOther, Parameter);
        }
    }

    public static void Client(string id, string secret)
    {
        Secret(id.Length > 0 ? id : throw new CompassArgumentException(Messages.ClientIdEmpty, nameof(CompassClientOptions.ClientId)),
            Messages.ClientId, nameof(CompassClientOptions.ClientId));
        Secret(secret.Length > 0 ? secret : throw new CompassArgumentException(Messages.ClientSecretEmpty, nameof(CompassClientOptions.ClientSecret)),
            Messages.ClientSecret, nameof(CompassClientOptions.ClientSecret));
    }

    /// <summary>Returns whether the text can be sent as a Bearer token, which allows only visible ASCII characters.</summary>
    public static bool IsBearer(string token)
    {
        foreach (char c in token)
        {
            if (c is <= ' ' or > '~')
            {
                return false;
            }
        }

        return token.Length > 0;
    }

    private static void Secret(string secret, string what, string parameter)
    {
        if (HasControl(secret))
        {
            throw new CompassArgumentException(Messages.SecretHasControl(what), parameter);
        }

        if (Invisible(secret) is { } position)
        {
            throw new CompassArgumentException(Messages.SecretHasInvisible(what, Name(secret, position), position + 1), parameter);
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
