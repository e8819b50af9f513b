using System;
using System.Linq;

namespace CompassOps.Commands;

/// <summary>A connection, or the name of one of this runspace's.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConnectionTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value)
    {
        switch (value)
        {
            case CompassConnection connection:
                return connection;
            case string name when string.IsNullOrWhiteSpace(name):
                return null;
            case string name:
                return ConnectionStore.Current.Find(name) ?? throw new CompassArgumentException(Unknown(name), null);
            default:
                throw new CompassArgumentException(
                    "This is no live connection. A connection does not survive Clixml, Start-Job or remoting: connect there with Connect-Compass, or by the COMPASS_ environment variables.", null);
        }
    }

    private static string Unknown(string name)
    {
        var known = ConnectionStore.Current.All;
        return known.Count == 0
            ? $"There is no connection '{name}' in this runspace, nor any other. Use Connect-Compass."
            : $"There is no connection '{name}' in this runspace. There is: {string.Join(", ", known.Select(connection => connection.Name))}.";
    }
}
