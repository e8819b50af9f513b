using System;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Retry;
using CompassOps.Secrets;
using CompassOps.Serialization;

namespace CompassOps;

/// <content>Finds the cloudId of a site, without credentials.</content>
public sealed partial class CompassClient
{
    private const string SiteSuffix = ".atlassian.net";

    /// <summary>
    /// Finds the cloudId of a site (<c>GET https://{site}.atlassian.net/_edge/tenant_info</c>). If
    /// <see cref="CompassClientOptions.BaseUri"/> is set, the request goes to this address instead. The client sends no credentials, even
    /// if the options contain credentials.
    /// </summary>
    /// <param name="site">The site: <c>acme</c>, <c>acme.atlassian.net</c> or <c>https://acme.atlassian.net</c>.</param>
    /// <param name="options">The timeouts, retries and proxy of the request. The cloudId and the credentials are not used.</param>
    /// <param name="observer">Receives a report of each attempt. Can be null.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="CompassArgumentException">The text is not the name or address of a site.</exception>
    /// <exception cref="CompassApiException">The operation failed.</exception>
    public static Task<string> FindCloudIdAsync(
        string site, CompassClientOptions options, IRequestObserver? observer = null, CancellationToken cancellationToken = default) =>
        FindCloudIdAsync(site, options, null, Clock.System, observer, cancellationToken);

    /// <summary>Converts the host name or the address of a site to its name, such as <c>acme</c>. Also accepts the name.</summary>
    /// <param name="site">The site: <c>acme</c>, <c>acme.atlassian.net</c> or <c>https://acme.atlassian.net</c>.</param>
    /// <exception cref="CompassArgumentException">The text is not the name or address of a site.</exception>
    public static string SiteName(string site)
    {
        string host = SiteHost(site);
        return host.Substring(0, host.Length - SiteSuffix.Length);
    }

    internal static async Task<string> FindCloudIdAsync(
        string site, CompassClientOptions options, HttpMessageHandler? handler, Clock clock, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        OptionsCheck.Run(options);
        string host = SiteHost(site);
        Uri root = options.BaseUri is null ? new Uri($"https://{host}/") : Addresses.Root(options.BaseUri);
        using Transport transport = new(handler ?? HandlerFactory.Create(options, root), options, clock, KnownSecrets.ForProxies(options));
        ApiRequest apiRequest = new(Operations.GetTenantInfo, Addresses.Below(root, Operations.GetTenantInfo.Template)) { Observer = observer };
        return await transport.SendAsync(apiRequest, ResponseReaders.CloudId, null, cancellationToken).ConfigureAwait(false);
    }

    private static string SiteHost(string site)
    {
        string text = site?.Trim() ?? "";
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0)
        {
            text = address.Host;
        }

        text = text.TrimEnd('/').ToLowerInvariant();
        string name = text.EndsWith(SiteSuffix, StringComparison.Ordinal) ? text.Substring(0, text.Length - SiteSuffix.Length) : text;
        return Regex.IsMatch(name, "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", RegexOptions.CultureInvariant)
            ? name + SiteSuffix
            : throw new CompassArgumentException(Messages.BadSite, nameof(site));
    }
}
