using System;

namespace CompassOps.Errors;

/// <summary>Removes user names and passwords from addresses that errors show.</summary>
internal static class SafeText
{
    /// <summary>Returns the address with its user masked.</summary>
    public static string Address(string address)
    {
        int at = address.LastIndexOf('@');
        int slashes = address.IndexOf("//", StringComparison.Ordinal);
        int start = slashes < 0 || slashes > at ? 0 : slashes + 2;
        return at < 0 ? address : address.Remove(start, at - start).Insert(start, "***");
    }
}
