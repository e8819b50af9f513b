using System.Linq;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Connections;
using CompassOps.Errors;

namespace CompassOps.Commands;

/// <summary><c>Get-CompassConnection</c>: returns the connections of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "CompassConnection", DefaultParameterSetName = "Name")]
[OutputType(typeof(CompassConnection))]
public sealed class GetCompassConnectionCommand : CompassCmdlet
{
    /// <summary>
    /// The names of the connections. Names on the command line can contain wildcards, but piped names cannot. Default: all connections.
    /// </summary>
    [Parameter(ParameterSetName = "Name", Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [AllowNull]
    [TextListTransformation]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Returns only the default connection.</summary>
    [Parameter(ParameterSetName = "Default", Mandatory = true)]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (RefuseNothing(nameof(Name), Name))
        {
            return;
        }

        ConnectionStore store = ConnectionStore.Of(SessionState);
        if (Default)
        {
            if (store.Default is { } connection)
            {
                WriteObject(connection);
            }

            return;
        }

        foreach (string name in Name ?? new[] { "*" })
        {
            NamePatterns choice = new(name, isTyped: Name is null || IsTyped(nameof(Name)));
            CompassConnection[] found = store.All.Where(connection => choice.Is(connection.Name)).ToArray();
            if (found.Length == 0 && !choice.IsPattern)
            {
                WriteError(ErrorRecords.Make(ErrorIds.ConnectionNotFound, ErrorCategory.ObjectNotFound,
                    Messages.ConnectionNotFound(name), name));
            }

            WriteObject(found, enumerateCollection: true);
        }
    }
}
