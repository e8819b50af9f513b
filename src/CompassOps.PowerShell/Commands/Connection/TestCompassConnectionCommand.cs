using System.Management.Automation;
using CompassOps.Cmdlets;
using CompassOps.Connections;
using CompassOps.Errors;

namespace CompassOps.Commands;

/// <summary>
/// <c>Test-CompassConnection</c>: tests a connection. If the connection does not work, the result contains the problem and the remedy.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "CompassConnection")]
[OutputType(typeof(ConnectionTest), typeof(bool))]
public sealed class TestCompassConnectionCommand : ServiceCmdlet
{
    /// <summary>A piped connection, as an object or by name. The cmdlet tests this connection instead of <c>-Connection</c>.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [AllowNull]
    [ConnectionTransformation]
    public CompassConnection? InputObject { get; set; }

    /// <summary>
    /// Returns true if the connection works, and false otherwise. Without this switch, the cmdlet returns a detailed result.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override bool NeedsConnection => !MyInvocation.ExpectingInput;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (RefuseNothing(nameof(InputObject), InputObject))
        {
            return;
        }

        CompassConnection connection = InputObject ?? Service;
        if (connection.IsClosed)
        {
            WriteError(ErrorRecords.Make(ErrorIds.ConnectionClosed, ErrorCategory.ConnectionError,
                Messages.ConnectionClosed(connection.Name), connection));
            return;
        }

        ConnectionTest test = RemedyHints.Complete(
            Await(connection.Client.TestAsync(connection.TeamId, () => connection.Now, Observer, StopToken)), connection.Client.Product)
            with
        { Name = connection.Name };
        WriteObject(Quiet ? test.Succeeded : test);
    }
}
