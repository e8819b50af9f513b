using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Arguments;

/// <summary>
/// Handles values from <c>$PSDefaultParameterValues</c>. PowerShell binds default values like values on the command line. Without this
/// class, a default -TeamId would therefore conflict with -Global on the command line.
/// </summary>
internal static class DefaultValues
{
    public const string Variable = "PSDefaultParameterValues";

    /// <summary>
    /// Resolves a conflict between two mutually exclusive parameters that are both bound. If exactly one of the two values is a default
    /// value, removes the default value and returns the name of its parameter. Otherwise returns null.
    /// </summary>
    public static string? DropContradicted(InvocationInfo invocation, object? defaults, string one, string other)
    {
        Dictionary<string, object> bound = invocation.BoundParameters;
        if (!bound.ContainsKey(one) || !bound.ContainsKey(other) || Unwrap(defaults) is not IDictionary table)
        {
            return null;
        }

        bool isOneDefault = IsDefault(invocation, table, one);
        if (isOneDefault == IsDefault(invocation, table, other))
        {
            return null;
        }

        string dropped = isOneDefault ? one : other;
        bound.Remove(dropped);
        return dropped;
    }

    // PowerShell does not record the source of a value. This class assumes that a value comes from $PSDefaultParameterValues if that table
    // contains the parameter and the command line does not.
    private static bool IsDefault(InvocationInfo invocation, IDictionary defaults, string parameter) =>
        invocation.Line.IndexOf("-" + parameter, StringComparison.OrdinalIgnoreCase) < 0
        && defaults.Keys.OfType<string>().Any(key => Matches(key, invocation.MyCommand.Name, parameter));

    private static bool Matches(string key, string cmdlet, string parameter)
    {
        int colon = key.LastIndexOf(':');
        return colon > 0
            && key.Substring(colon + 1).Trim().Trim('\'', '"').Equals(parameter, StringComparison.OrdinalIgnoreCase)
            && WildcardPattern.Get(key.Substring(0, colon).Trim().Trim('\'', '"'), WildcardOptions.IgnoreCase).IsMatch(cmdlet);
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
