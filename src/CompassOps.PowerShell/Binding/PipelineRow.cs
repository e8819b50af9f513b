using System;
using System.Management.Automation;

namespace CompassOps.Commands;

/// <summary>
/// The object that the pipeline is binding on this thread, so that a value of it that cannot be converted is refused by the row's name.
/// A cmdlet's <c>InputObject</c> sets it: the shell binds a whole object before the object's properties.
/// </summary>
internal static class PipelineRow
{
    [ThreadStatic]
    private static PSObject? _current;

    /// <summary>Says which object is bound from now on; null when none is.</summary>
    public static void Set(PSObject? row) => _current = row;

    /// <summary>The message, preceded by the row's name where a row is being bound.</summary>
    public static string Describe(string message)
    {
        object? name = _current?.Properties["Name"]?.Value ?? _current?.Properties["Id"]?.Value ?? _current?.Properties["Description"]?.Value;
        return name is null ? message : $"Row '{name}': {message}";
    }
}
