using System.Linq;
using System.Management.Automation;

namespace CompassOps.Commands;

/// <summary><c>Get-CompassConnection</c>: the connections of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "CompassConnection", DefaultParameterSetName = "Name")]
[OutputType(typeof(CompassConnection))]
public sealed class GetCompassConnectionCommand : CompassCmdlet
{
    /// <summary>The names, wildcards included; all where it is left out.</summary>
    [Parameter(ParameterSetName = "Name", Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only the one that cmdlets use when none is named.</summary>
    [Parameter(ParameterSetName = "Default", Mandatory = true)]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var store = ConnectionStore.Current;
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
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = store.All.Where(connection => pattern.IsMatch(connection.Name)).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(ErrorRecords.Make("ConnectionNotFound", ErrorCategory.ObjectNotFound,
                    $"There is no connection '{name}' in this runspace. Use Connect-Compass -Name '{name}'.", name));
            }

            WriteObject(found, enumerateCollection: true);
        }
    }
}
