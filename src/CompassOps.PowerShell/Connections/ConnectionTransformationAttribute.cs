using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Binding;

namespace CompassOps.Connections;

/// <summary>A connection, or the name of one of this runspace's.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        switch (ValueTransformationAttribute.Unwrap(inputData))
        {
            case null:
                return null;
            case CompassConnection connection:
                return connection;
            case string name when string.IsNullOrWhiteSpace(name):
                return null;
            case string name:
                ConnectionStore store = ConnectionStore.Of(engineIntrinsics.SessionState);
                return store.Find(name) ?? throw Refusal(Unknown(name, store));
            default:
                throw Refusal(
                    "This is no live connection. A connection does not survive Clixml, Start-Job or remoting: connect there with Connect-Compass, or by the COMPASS_ environment variables.");
        }
    }

    private static string Unknown(string name, ConnectionStore store)
    {
        IReadOnlyList<CompassConnection> known = store.All;
        return known.Count == 0
            ? $"There is no connection '{name}' in this runspace, nor any other. Use Connect-Compass."
            : $"There is no connection '{name}' in this runspace. There is: {string.Join(", ", known.Select(connection => connection.Name))}.";
    }

    private static ArgumentTransformationMetadataException Refusal(string message) => new(message, new CompassArgumentException(message, null));
}
