using System;
using System.Collections.Generic;
using System.Security;
using CompassOps.Binding;

namespace CompassOps.Connections;

/// <summary>Reads the environment variables that scripts use to connect without parameters.</summary>
internal static class ConnectionEnvironment
{
    public const string Site = "COMPASS_SITE";
    public const string CloudId = "COMPASS_CLOUD_ID";
    public const string Email = "COMPASS_EMAIL";
    public const string ApiToken = "COMPASS_API_TOKEN";
    public const string AccessToken = "COMPASS_ACCESS_TOKEN";
    public const string ClientId = "COMPASS_CLIENT_ID";
    public const string ClientSecret = "COMPASS_CLIENT_SECRET";
    public const string TeamId = "COMPASS_TEAM_ID";
    public const string Product = "COMPASS_PRODUCT";
    public const string BaseUri = "COMPASS_BASE_URI";

    /// <summary>The names of the variables that contain the e-mail address and the API token.</summary>
    public const string CredentialSource = Email + " and " + ApiToken;

    private const string ClientSource = ClientId + " and " + ClientSecret;

    /// <summary>The name of a connection whose settings are from environment variables.</summary>
    public const string ConnectionName = "environment";

    /// <summary>Whether an environment variable specifies the site or the cloud id.</summary>
    public static bool IsPresent => Read(Site) is not null || Read(CloudId) is not null;

    /// <summary>Returns the connection settings from the environment variables.</summary>
    /// <exception cref="CompassArgumentException">Variables are missing or have invalid values. The message names these
    /// variables.</exception>
    public static ConnectionSettings ReadSettings()
    {
        List<string> missing = new();
        if (!IsPresent)
        {
            missing.Add($"{Site} or {CloudId}");
        }

        ConnectionSettings? credentials = ReadCredentials(missing);
        if (missing.Count > 0)
        {
            throw new CompassArgumentException(
                Messages.EnvironmentIncomplete(missing), null);
        }

        return credentials! with
        {
            Name = ConnectionName,
            Site = Read(CloudId) is null ? Read(Site) : null,
            CloudId = Read(CloudId),
            TeamId = Read(TeamId) is { } team ? TeamIdText.Parse(team) : null,
            Product = ReadProduct(),
            BaseUri = ReadBaseUri(),
        };
    }

    /// <summary>
    /// Returns settings that contain only the credentials. If the credentials in the environment variables are missing or incomplete,
    /// returns null.
    /// </summary>
    /// <exception cref="CompassArgumentException">The environment variables contain more than one type of credentials.</exception>
    public static ConnectionSettings? ReadCredentials() => ReadCredentials(new List<string>());

    // An e-mail address alone does not count as credentials, because its variable can exist for another purpose.
    private static ConnectionSettings? ReadCredentials(List<string> missing)
    {
        List<string> kinds = new();
        kinds.AddRange(Given(ApiToken));
        kinds.AddRange(Given(AccessToken));
        kinds.AddRange(Given(ClientId, ClientSecret));
        if (kinds.Count > 1)
        {
            throw new CompassArgumentException(Messages.EnvironmentCredentialsAmbiguous(kinds), null);
        }

        string kind = kinds.Count == 0 ? ApiToken : kinds[0];
        string[] needed = kind == AccessToken ? new[] { AccessToken } : kind == ApiToken ? new[] { Email, ApiToken } : new[] { ClientId, ClientSecret };
        foreach (string name in needed)
        {
            if (Read(name) is null)
            {
                missing.Add(name);
            }
        }

        return Array.Exists(needed, static name => Read(name) is null) ? null
            : kind == AccessToken ? new ConnectionSettings { AccessToken = ReadSecret(AccessToken), CredentialSource = AccessToken }
            : kind == ApiToken ? new ConnectionSettings { UserName = Read(Email)!, Token = ReadSecret(ApiToken), CredentialSource = CredentialSource }
            : new ConnectionSettings { ClientId = Read(ClientId), ClientSecret = ReadSecret(ClientSecret), CredentialSource = ClientSource };
    }

    // Returns the first name whose variable is set, or an empty sequence. Never returns several names, because the caller counts each name
    // as one type of credentials.
    private static IEnumerable<string> Given(params string[] names)
    {
        foreach (string name in names)
        {
            if (Read(name) is not null)
            {
                yield return name;
                yield break;
            }
        }
    }

    private static string? Read(string name)
    {
        string? value = Environment.GetEnvironmentVariable(name);
        return string.IsNullOrWhiteSpace(value) ? null : value!.Trim();
    }

    private static SecureString ReadSecret(string name)
    {
        SecureString token = new();
        foreach (char character in Read(name)!)
        {
            token.AppendChar(character);
        }

        token.MakeReadOnly();
        return token;
    }

    private static CompassProduct ReadProduct()
    {
        string? word = Read(Product);
        return word is null ? CompassProduct.Compass
            : Enum.TryParse(word, ignoreCase: true, out CompassProduct product) && Enum.IsDefined(typeof(CompassProduct), product) ? product
            : throw new CompassArgumentException(
                Messages.EnvironmentProductUnknown(Product, word, Enum.GetNames(typeof(CompassProduct))), null);
    }

    private static Uri? ReadBaseUri()
    {
        string? text = Read(BaseUri);
        return text is null ? null
            : Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address
            : throw new CompassArgumentException(Messages.EnvironmentAddressInvalid(BaseUri), null);
    }
}
