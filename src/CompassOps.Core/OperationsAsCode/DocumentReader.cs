using System.Collections.Generic;

namespace CompassOps.OperationsAsCode;

/// <summary>
/// Reads one declaration file strictly. Unknown properties, and values that the service would refuse, are problems. The reader continues
/// after each problem, so that it reports all problems at once.
/// </summary>
internal sealed class DocumentReader
{
    private const string Teams = "teams";
    private const string TeamId = "teamId";
    private const string Global = "global";

    private readonly DocumentCheck _check;
    private readonly HeartbeatListReader _heartbeats;
    private readonly MaintenanceListReader _maintenance;

    /// <param name="check">Provides the file and receives the problems.</param>
    /// <param name="words">Receives the values that this version does not know. The service may accept them.</param>
    public DocumentReader(DocumentCheck check, List<UnknownWord> words)
    {
        _check = check;
        _heartbeats = new HeartbeatListReader(check, words);
        _maintenance = new MaintenanceListReader(check, words);
    }

    /// <summary>
    /// Returns the teams that can be read, and the global maintenance. The global maintenance is null if it is not declared.
    /// </summary>
    public (IReadOnlyList<DeclaredTeam> Teams, DeclaredGlobal? Global) Read()
    {
        List<DeclaredTeam> teams = new();
        if (_check.Parse() is not { } root)
        {
            return (teams, null);
        }

        ObjectValidator document = new(_check, root, "", Messages.TheDocument, "$schema", Teams, Global);
        document.Text("$schema");
        foreach ((LocatedJson item, string path) in document.Items(Teams, required: false))
        {
            if (Team(item, path) is { } team)
            {
                teams.Add(team);
            }
        }

        return (teams, document.IsGiven(Global) ? ReadGlobal(document) : null);
    }

    private DeclaredTeam? Team(LocatedJson node, string path)
    {
        ObjectValidator fields = new(_check, node, path, Messages.ATeam, TeamId, "teamName", HeartbeatListReader.Name, MaintenanceListReader.Name);
        string? id = fields.RequiredText(TeamId);
        if (id is not null && !IsBareId(id))
        {
            fields.Fail(TeamId, Messages.NotATeamId(id));
            id = null;
        }

        string? name = fields.Text("teamName");
        IReadOnlyList<DeclaredHeartbeat>? heartbeats = _heartbeats.Read(fields);
        IReadOnlyList<DeclaredMaintenance>? maintenance = _maintenance.Read(fields);
        return id is null ? null : new DeclaredTeam(id, heartbeats) { TeamName = name, Maintenance = maintenance, Place = _check.Place(fields.OffsetOf(TeamId)) };
    }

    private DeclaredGlobal? ReadGlobal(ObjectValidator document) =>
        document.Child(Global, Messages.TheGlobalPart, MaintenanceListReader.Name) is { } fields && _maintenance.Read(fields) is { } maintenance
            ? new DeclaredGlobal(maintenance, _check.Place(document.OffsetOf(Global)))
            : null;

    private static bool IsBareId(string id) => id is not ("." or "..") && id.IndexOf('/') < 0 && !HasSpace(id);

    private static bool HasSpace(string text)
    {
        foreach (char character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The maintenance of the whole organisation, as one file declares it.</summary>
/// <param name="Maintenance">The entries.</param>
/// <param name="Place">The location of the entries.</param>
internal sealed record DeclaredGlobal(IReadOnlyList<DeclaredMaintenance> Maintenance, DocumentPlace Place);
