using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Formatting;

namespace CompassOps.Connections;

/// <summary>Converts the name of a connection to the connection in this runspace. Returns a connection object unchanged.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = ValueTransformationAttribute.Unwrap(inputData);
        switch (value is IList { Count: 1 } list ? ValueTransformationAttribute.Unwrap(list[0]) : value)
        {
            case null:
                return null;
            case CompassConnection connection:
                return connection;
            case string name when string.IsNullOrWhiteSpace(name):
                return null;
            case string name:
                ConnectionStore store = ConnectionStore.Of(engineIntrinsics.SessionState);
                return store.Find(name) ?? throw Refusal(Messages.ConnectionUnknown(name, store.All.Select(connection => connection.Name).ToArray()));
            case object other:
                string type = PSObject.AsPSObject(other).TypeNames[0];
                throw Refusal(type == "Deserialized." + typeof(CompassConnection).FullName ? Messages.ConnectionDied : Messages.NotAConnection(type));
        }
    }

    private static ArgumentTransformationMetadataException Refusal(string message) =>
        new(DisplayText.Visible(message), new CompassArgumentException(message, null));
}
