using System;
using System.Net;

namespace CompassOps.Http;

/// <summary>Builds the addresses of the service's resources, and percent-encodes the ids and names in the addresses.</summary>
internal static class Addresses
{
    // The maximum length of an encoded id or name. Many servers and proxies reject longer addresses.
    private const int LongestPart = 16_000;

    /// <summary>Returns the base address of all requests, with a slash at its end.</summary>
    /// <exception cref="CompassArgumentException">The root address is unsafe, or the cloudId is missing.</exception>
    public static Uri Base(CompassClientOptions options)
    {
        (string root, string product) = Split(options);
        return new Uri(root + product);
    }

    /// <summary>
    /// Returns the root address of the authority that issues access tokens. If the options set no authority, a service with plain HTTP
    /// is its own authority. Such a service is a simulation on this computer. With the real authority as the default, a test would send
    /// its client secret to the real authority.
    /// </summary>
    /// <exception cref="CompassArgumentException">The address is unsafe, or has a path.</exception>
    public static Uri Authority(CompassClientOptions options)
    {
        const string Parameter = nameof(CompassClientOptions.AuthorityUri);
        if (options.AuthorityUri is not { } given)
        {
            return options.BaseUri is { Scheme: "http" } standIn
                ? new Uri(standIn.GetLeftPart(UriPartial.Authority) + "/")
                : CompassClientOptions.DefaultAuthorityUri;
        }

        Uri root = Root(given, Messages.AuthorityAddress, Parameter);
        return root.AbsolutePath == "/" ? root : throw new CompassArgumentException(Messages.AuthorityHasPath, Parameter);
    }

    public static Uri OfOtherProduct(CompassClientOptions options)
    {
        (string root, _) = Split(options);
        return new Uri(root + ProductPaths(Diagnosis.Other(options.Product), options.CloudId)[0]);
    }

    /// <summary>
    /// Validates that the root address is safe for credentials. Returns the address with a slash at its end.
    /// </summary>
    /// <exception cref="CompassArgumentException">
    /// The address is relative, contains a user name, a query or a fragment, or uses plain HTTP to another computer.
    /// </exception>
    public static Uri Root(Uri root) => Root(root, Messages.BaseAddress, nameof(CompassClientOptions.BaseUri));

    private static Uri Root(Uri root, string what, string parameter)
    {
        if (!root.IsAbsoluteUri)
        {
            throw new CompassArgumentException(Messages.RelativeAddress(what), parameter);
        }

        if (root.UserInfo.Length > 0 || root.Query.Length > 0 || root.Fragment.Length > 0)
        {
            throw new CompassArgumentException(Messages.UnsafeAddress(what), parameter);
        }

        if (root.Scheme != Uri.UriSchemeHttps && !(root.Scheme == Uri.UriSchemeHttp && IsLoopback(root)))
        {
            throw new CompassArgumentException(Messages.PlainHttp(what, root.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)), parameter);
        }

        return root.AbsolutePath.EndsWith("/", StringComparison.Ordinal) ? root : new Uri(root.AbsoluteUri + "/");
    }

    /// <summary>Returns whether the host is <c>localhost</c> or a loopback IP address. Does not use DNS.</summary>
    public static bool IsLoopback(Uri address) =>
        string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));

    /// <summary>Percent-encodes all characters except the unreserved characters of RFC 3986.</summary>
    /// <exception cref="CompassArgumentException">The text is too long for an address, or is not valid Unicode.</exception>
    public static string Escape(string value, string parameter)
    {
        ArgumentCheck.Text(value, Messages.Text, parameter);
        if (value.Length > LongestPart)
        {
            throw TooLong(parameter);
        }

        string escaped = Uri.EscapeDataString(value);
        return escaped.Length > LongestPart ? throw TooLong(parameter) : escaped;
    }

    public static Uri Below(Uri @base, string path) => new(@base.AbsoluteUri + path, UriKind.Absolute);

    private static (string Root, string Product) Split(CompassClientOptions options)
    {
        Uri given = Root(options.BaseUri ?? CompassClientOptions.DefaultBaseUri);
        ArgumentCheck.PathSegment(options.CloudId, Messages.CloudId, nameof(options.CloudId));
        string root = given.AbsoluteUri;
        string[] products = ProductPaths(options.Product, options.CloudId);
        return Array.Find(products, product => given.AbsolutePath.EndsWith("/" + product, StringComparison.Ordinal)) is { } known
            ? (root.Substring(0, root.Length - known.Length), known)
            : (root, products[0]);
    }

    // The first path is the path of the API specification. The second path of Compass is in its help for pings.
    private static string[] ProductPaths(CompassProduct product, string cloudId)
    {
        string id = Escape(cloudId, nameof(CompassClientOptions.CloudId));
        return product switch
        {
            CompassProduct.Compass => new[] { $"compass/cloud/{id}/ops/", $"compass/ops/api/{id}/" },
            CompassProduct.JiraServiceManagement => new[] { $"jsm/ops/api/{id}/" },
            _ => throw new CompassArgumentException(Messages.NoSuchProduct($"{product}"), nameof(CompassClientOptions.Product)),
        };
    }

    private static CompassArgumentException TooLong(string parameter) =>
        new(Messages.TextTooLong, parameter);
}
