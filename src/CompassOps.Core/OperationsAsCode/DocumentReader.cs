using System.Collections.Generic;

namespace CompassOps.OperationsAsCode;

/// <summary>
/// Reads one declaration file. Unknown properties and invalid values are errors. The reader continues after an error, so that the user sees
/// all errors at the same time.
/// </summary>
internal sealed class DocumentReader
{
    private const string Teams = "teams";
    private const string TeamId = "teamId";
    private const string Global = "global";

    private readonly DocumentCheck _check;
    private readonly HeartbeatListReader _heartbeats;
    private readonly MaintenanceListReader _maintenance;

    /// <param name="check">Parses the file and collects the errors.</param>
    /// <param name="words">
    /// Receives the values that this version does not know. A later check rejects such a value if no object in the service uses it.
    /// </param>
    public DocumentReader(DocumentCheck check, List<UnknownWord> words)
    {
        _check = check;
        _heartbeats = new HeartbeatListReader(check, words);
        _maintenance = new MaintenanceListReader(check, words);
    }

    /// <summary>
    /// Returns the declared teams without their invalid parts, and the declared global maintenance windows. <c>Global</c> is null if the
    /// file does not declare global windows.
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

internal sealed record DeclaredGlobal(IReadOnlyList<DeclaredMaintenance> Maintenance, DocumentPlace Place);
