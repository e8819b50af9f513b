using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Planning;

/// <summary>
/// Collects piped table rows, such as rows from Import-Csv. All rows of a team together declare the heartbeats of the team.
/// </summary>
internal sealed class HeartbeatRows
{
    private readonly ServiceCmdlet _cmdlet;
    private readonly List<DeclaredRow> _rows = new();
    private readonly List<DocumentProblem> _problems = new();
    private int _count;

    public HeartbeatRows(ServiceCmdlet cmdlet) => _cmdlet = cmdlet;

    public bool IsEmpty => _count == 0;

    /// <summary>Returns the literal path of a piped file. Returns null if the piped object is a table row.</summary>
    public static string? PathOf(PSObject piped) => piped.BaseObject as string
        ?? (piped.Properties["PSPath"] ?? piped.Properties[nameof(DeclarationCmdlet.LiteralPath)])?.Value as string;

    /// <summary>
    /// Adds a table row. If the row contains a mistake, <see cref="Read"/> reports the mistake later. If <see cref="TeamLookup"/> cannot
    /// find the id of the team because a request fails, throws a terminating error.
    /// </summary>
    /// <param name="row">The table row.</param>
    /// <param name="teamId">The team of the row. If null, the method uses the team that the row contains, or otherwise the default team of
    /// the connection.</param>
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

    /// <summary>
    /// Returns the rows as a declaration. If the rows contain mistakes, throws a terminating error that lists the mistakes.
    /// </summary>
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

    // The default team applies only to rows without a team property. An empty team property can be a mistake, so OfHeartbeat rejects it.
    private string TeamOf(PSObject row, Heartbeat heartbeat) =>
        TeamResolver.OfHeartbeat(row.Properties[nameof(Heartbeat.TeamId)] is null ? null : heartbeat.TeamId ?? "", _cmdlet.Service);
}
