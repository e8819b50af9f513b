using System.Management.Automation;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Connections;
using CompassOps.Errors;

namespace CompassOps.Commands;

/// <summary><c>Disconnect-Compass</c>: closes the specified connection, all connections, or the default connection.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Compass", DefaultParameterSetName = "Connection")]
public sealed class DisconnectCompassCommand : CompassCmdlet
{
    /// <summary>The connection to close, as an object or by name. Default: the default connection.</summary>
    [Parameter(ParameterSetName = "Connection", Position = 0, ValueFromPipeline = true)]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    [Alias("Name")]
    public CompassConnection? Connection { get; set; }

    /// <summary>Closes all connections of this runspace.</summary>
    [Parameter(ParameterSetName = "All", Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        RefuseEmpty(nameof(Connection), Connection, Messages.ForDefaultConnection);
        if (RefuseNothing(nameof(Connection), Connection))
        {
            return;
        }

        ConnectionStore store = ConnectionStore.Of(SessionState);
        if (All)
        {
            store.Clear();
        }
        else if ((Connection ?? store.Default) is { } connection)
        {
            store.Remove(connection);
        }
        else
        {
            WriteError(ErrorRecords.Make(ErrorIds.NotConnected, ErrorCategory.ConnectionError,
                Messages.NoDefaultConnection, null));
        }
    }
}
