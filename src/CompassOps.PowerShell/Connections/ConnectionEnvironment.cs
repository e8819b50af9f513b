using System;
using System.Collections.Generic;
using System.Security;
using CompassOps.Binding;

namespace CompassOps.Connections;

/// <summary>The environment variables that connect an unattended runbook by themselves.</summary>
internal static class ConnectionEnvironment
{
    public const string Site = "COMPASS_SITE";
    public const string CloudId = "COMPASS_CLOUD_ID";
    public const string Email = "COMPASS_EMAIL";
    public const string ApiToken = "COMPASS_API_TOKEN";
    public const string TeamId = "COMPASS_TEAM_ID";
    public const string Product = "COMPASS_PRODUCT";
    public const string BaseUri = "COMPASS_BASE_URI";

    /// <summary>Where user name and token come from.</summary>
    public const string CredentialSource = Email + " and " + ApiToken;

    /// <summary>The name of the connection that comes from here.</summary>
    public const string ConnectionName = "environment";

    /// <summary>Whether the variables say where to connect to.</summary>
    public static bool IsPresent => Read(Site) is not null || Read(CloudId) is not null;

    /// <summary>The settings that the variables state.</summary>
    /// <exception cref="CompassArgumentException">Some are missing or cannot be used; the message names them.</exception>
    public static ConnectionSettings ReadSettings()
    {
        List<string> missing = new();
        if (!IsPresent)
        {
            missing.Add($"{Site} or {CloudId}");
        }

        foreach (string name in new[] { Email, ApiToken })
        {
            if (Read(name) is null)
            {
                missing.Add(name);
            }
        }

        if (missing.Count > 0)
        {
            throw new CompassArgumentException(
                Messages.EnvironmentIncomplete(missing), null);
        }

        return new ConnectionSettings
        {
            Name = ConnectionName,
            Site = Read(CloudId) is null ? Read(Site) : null,
            CloudId = Read(CloudId),
            UserName = Read(Email)!,
            Token = ReadToken(),
            CredentialSource = CredentialSource,
            TeamId = Read(TeamId) is { } team ? TeamIdText.Parse(team) : null,
            Product = ReadProduct(),
            BaseUri = ReadBaseUri(),
        };
    }

    /// <summary>The credentials alone, where both variables are set.</summary>
    public static bool TryReadCredential(out string userName, out SecureString? token)
    {
        userName = Read(Email) ?? "";
        token = userName.Length > 0 && Read(ApiToken) is not null ? ReadToken() : null;
        return token is not null;
    }

    private static string? Read(string name)
    {
        string? value = Environment.GetEnvironmentVariable(name);
        return string.IsNullOrWhiteSpace(value) ? null : value!.Trim();
    }

    private static SecureString ReadToken()
    {
        SecureString token = new();
        foreach (char character in Read(ApiToken)!)
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
