using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Planning;

/// <summary>Collects piped rows. Together they declare the heartbeats of their teams.</summary>
internal sealed class HeartbeatRows
{
    private readonly ServiceCmdlet _cmdlet;
    private readonly List<DeclaredRow> _rows = new();
    private readonly List<DocumentProblem> _problems = new();
    private int _count;

    /// <param name="cmdlet">The cmdlet. It ends with an error if a row is invalid.</param>
    public HeartbeatRows(ServiceCmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>Whether no row was added.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Returns the literal path of a piped file; null if the object is a row.</summary>
    public static string? PathOf(PSObject piped) => piped.BaseObject as string
        ?? (piped.Properties["PSPath"] ?? piped.Properties[nameof(DeclarationCmdlet.LiteralPath)])?.Value as string;

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="teamId">The team of all rows; null to use the team in the row or the connection's default team.</param>
    public void Add(PSObject row, string? teamId)
    {
        _count++;
        try
        {
            Heartbeat heartbeat = PipedHeartbeat.Read(row);
            _rows.Add(new DeclaredRow(_count, TeamLookup.Resolve(_cmdlet, teamId ?? TeamOf(row, heartbeat)), DeclaredHeartbeat.Of(heartbeat)));
        }
        catch (CompassArgumentException exception)
        {
            string? name = row.Properties[nameof(Heartbeat.Name)]?.Value?.ToString();
            _problems.Add(new DocumentProblem(DocumentPlace.OfRow(_count), string.IsNullOrWhiteSpace(name) ? "" : Messages.Heartbeat(name!), exception.Message));
        }
        catch (CompassApiException exception)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, row));
        }
    }

    /// <summary>Returns the rows as a declaration. Ends the cmdlet with an error that lists the mistakes if there are any.</summary>
    public OperationsDocument Read()
    {
        try
        {
            return OperationsDocument.FromRows(_rows, _problems);
        }
        catch (DocumentException exception)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, exception.Problems.Select(static problem => problem.Place.Line).ToArray()));
            throw;
        }
    }

    // The default team applies only if the row has no team property. An empty team may be a mistake, so it is an error.
    private string TeamOf(PSObject row, Heartbeat heartbeat) =>
        TeamResolver.OfHeartbeat(row.Properties[nameof(Heartbeat.TeamId)] is null ? null : heartbeat.TeamId ?? "", _cmdlet.Service);
}
