namespace CompassOps;

/// <summary>The types of credentials that a connection can have.</summary>
public enum CompassCredentialType
{
    /// <summary>An e-mail address and an API token.</summary>
    ApiToken,

    /// <summary>An access token of a service account.</summary>
    AccessToken,

    /// <summary>The id and the secret of a service account's OAuth client.</summary>
    ClientCredentials,
}
