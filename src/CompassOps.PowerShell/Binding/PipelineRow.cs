using System;
using System.Globalization;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// The object that the pipeline is binding on this thread, so that the error for a value that cannot be converted has the row's number
/// and name. A cmdlet's <c>InputObject</c> sets it: the shell binds a whole object before the object's properties.
/// </summary>
internal static class PipelineRow
{
    [ThreadStatic]
    private static PSObject? _current;

    [ThreadStatic]
    private static int _number;

    /// <summary>Records the object that is being bound, and its row number in the cmdlet; null for none.</summary>
    public static void Set(PSObject? row, int number) => (_current, _number) = (row, number);

    /// <summary>Records that no object is being bound any more.</summary>
    public static void Clear() => _current = null;

    /// <summary>Returns the message, with the row's number and name before it if a row is being bound.</summary>
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
