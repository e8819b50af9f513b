using System;

namespace CompassOps.Secrets;

/// <summary>Collects the passwords of proxies from the settings of a client and from environment variables.</summary>
internal static class KnownSecrets
{
    // .NET reads these environment variables, and its exception messages can contain the passwords from these variables.
    private static readonly string[] ProxyVariables = { "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy" };

    public static Redactor ForProxies(CompassClientOptions options)
    {
        Redactor redactor = new();
        if (options.ProxyCredential is { } credential)
        {
            redactor.AddCredentials(credential.UserName, credential.Password);
        }

        AddUserInfo(redactor, options.Proxy?.OriginalString);
        foreach (string name in ProxyVariables)
        {
            AddUserInfo(redactor, Environment.GetEnvironmentVariable(name));
        }

        return redactor;
    }

    private static void AddUserInfo(Redactor redactor, string? address)
    {
        int at = address?.LastIndexOf('@') ?? -1;
        if (at < 0)
        {
            return;
        }

        int start = address!.IndexOf("://", StringComparison.Ordinal);
        start = start < 0 || start > at ? 0 : start + 3;
        string[] parts = address.Substring(start, at - start).Split(new[] { ':' }, 2);
        if (parts.Length == 2)
        {
            redactor.AddCredentials(parts[0], parts[1]);
            redactor.AddCredentials(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
        }
    }
}
