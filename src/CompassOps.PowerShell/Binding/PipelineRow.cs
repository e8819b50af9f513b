using System;
using System.Globalization;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Holds the object that PowerShell is binding on this thread. If a value cannot be converted, the error contains the object's name and
/// row number. A cmdlet's <c>InputObject</c> sets it, because PowerShell binds the whole object before its properties.
/// </summary>
internal static class PipelineRow
{
    [ThreadStatic]
    private static PSObject? _current;

    [ThreadStatic]
    private static int _number;

    /// <summary>Records the object that is being bound and its row number; null for no object.</summary>
    public static void Set(PSObject? row, int number) => (_current, _number) = (row, number);

    /// <summary>Removes the recorded object.</summary>
    public static void Clear() => _current = null;

    /// <summary>Returns the message. If a row is being bound, the message begins with the row's number and name.</summary>
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
