using System;
using System.Linq;
using CompassOps.Http;

namespace CompassOps.Paging;

/// <summary>
/// Resolves the link to the next page of a list. The API specification shows the link as a path below the base address, such as
/// <c>/v1/teams/...?offset=13</c>. Some services send an absolute address. The client follows only links to the same origin and below the
/// base path, because each request contains the credentials.
/// </summary>
internal static class NextLink
{
    private static readonly string[] Filters = { "name=", "type=" };

    /// <summary>Returns the address of the next page. If the client cannot follow the link, returns null and the reason.</summary>
    /// <param name="base">The base address of the client, which ends with a slash.</param>
    /// <param name="current">The address of the page that contains the link.</param>
    /// <param name="next">The link exactly as the service returned it. Not empty.</param>
    /// <param name="refusal">The reason why the client cannot follow the link, or null.</param>
    public static Uri? Resolve(Uri @base, Uri current, string next, out string? refusal)
    {
        // Some services do not percent-encode the spaces in a link, for example in the name of a heartbeat.
        next = next.Trim().Replace(" ", "%20");
        refusal = Suspicious(next);
        if (refusal is not null)
        {
            return null;
        }

        if (!Uri.TryCreate(Absolute(@base, current, next), UriKind.Absolute, out Uri? address))
        {
            refusal = Messages.LinkIsNoAddress;
        }
        else if (address.Scheme != @base.Scheme)
        {
            refusal = Messages.LinkHasOtherScheme;
        }
        else if (!string.Equals(address.Host, @base.Host, StringComparison.OrdinalIgnoreCase) || address.Port != @base.Port || address.UserInfo.Length > 0)
        {
            refusal = Messages.LinkHasOtherHost;
        }
        else if (!address.AbsolutePath.StartsWith(@base.AbsolutePath, StringComparison.Ordinal) || PathDecoding.Climbs(address.AbsolutePath))
        {
            refusal = Messages.LinkLeavesBasePath;
        }

        return refusal is null ? address : null;
    }

    /// <summary>
    /// Adds the filters of the first page to the address of a later page. Some services omit them in their links, and the later page would
    /// contain other objects. A filter that the link contains stays unchanged.
    /// </summary>
    public static Uri WithFilters(Uri first, Uri next)
    {
        string[] present = Pairs(next);
        string[] missing = Pairs(first).Where(pair => Array.Exists(Filters, filter => Has(pair, filter) && !present.Any(other => Has(other, filter)))).ToArray();
        return missing.Length == 0 ? next : new Uri(next.GetLeftPart(UriPartial.Path) + "?" + string.Join("&", present.Concat(missing)));
    }

    private static string[] Pairs(Uri address) => address.Query.TrimStart('?').Split(new[] { '&' }, StringSplitOptions.RemoveEmptyEntries);

    private static bool Has(string pair, string key) => pair.StartsWith(key, StringComparison.Ordinal);

    private static string Absolute(Uri @base, Uri current, string next)
    {
        if (HasScheme(next))
        {
            return next;
        }

        if (next[0] == '?')
        {
            return current.GetLeftPart(UriPartial.Path) + next;
        }

        // A path that begins with the base path is relative to the host. Every other path is relative to the base address.
        if (next.StartsWith(@base.AbsolutePath, StringComparison.Ordinal))
        {
            return @base.GetLeftPart(UriPartial.Authority) + next;
        }

        return @base.AbsoluteUri + next.TrimStart('/');
    }

    private static bool HasScheme(string next)
    {
        int colon = next.IndexOf(':');
        return colon > 0 && next.IndexOfAny(new[] { '/', '?' }) > colon;
    }

    private static string? Suspicious(string next)
    {
        if (next.StartsWith("//", StringComparison.Ordinal))
        {
            return Messages.LinkHasOtherHost;
        }

        foreach (char c in next)
        {
            if (c <= ' ' || c is '\\' or '#' or '\x7f')
            {
                return Messages.LinkHasBadCharacters;
            }
        }

        return null;
    }
}
