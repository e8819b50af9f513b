using System;
using System.Globalization;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// The object that the pipeline is binding on this thread, so that a value of it that cannot be converted is refused by the row's number
/// and name. A cmdlet's <c>InputObject</c> sets it: the shell binds a whole object before the object's properties.
/// </summary>
internal static class PipelineRow
{
    [ThreadStatic]
    private static PSObject? _current;

    [ThreadStatic]
    private static int _number;

    /// <summary>Says which object is bound from now on, and which of the rows of its cmdlet it is; null where none is.</summary>
    public static void Set(PSObject? row, int number) => (_current, _number) = (row, number);

    /// <summary>No object is bound any more: what is wrong from now on is not its fault.</summary>
    public static void Clear() => _current = null;

    /// <summary>The message, preceded by the row's number and name where a row is being bound.</summary>
    public static string Describe(string message)
    {
        if (_current is null)
        {
            return message;
        }

        object? name = _current.Properties["Name"]?.Value ?? _current.Properties["Id"]?.Value ?? _current.Properties["Description"]?.Value;
        string number = _number.ToString(CultureInfo.InvariantCulture);
        return name is null ? $"Row {number}: {message}" : $"Row {number} ('{name}'): {message}";
    }
}
