using System;
using System.Globalization;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Stores the piped object whose properties PowerShell is binding on this thread. If the conversion of a property fails, the error
/// contains the name and the number of the object. PowerShell binds the whole object to <c>InputObject</c> before it binds the properties.
/// Therefore the setter of <c>InputObject</c> calls <see cref="Set"/>.
/// </summary>
internal static class PipelineRow
{
    [ThreadStatic]
    private static PSObject? _current;

    [ThreadStatic]
    private static int _number;

    /// <summary>Stores the piped object and its number in the pipeline. Null means that PowerShell binds no object.</summary>
    public static void Set(PSObject? row, int number) => (_current, _number) = (row, number);

    public static void Clear() => _current = null;

    /// <summary>
    /// Returns the message. While PowerShell binds a piped object, adds the number and the name of the object at the beginning.
    /// </summary>
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
