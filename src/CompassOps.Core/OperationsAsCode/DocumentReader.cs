using System;
using System.Collections.Generic;

namespace CompassOps.OperationsAsCode;

/// <summary>
/// Reads one file of heartbeats strictly: what it does not know, and what would not be taken by the service, is a problem. It goes on
/// after each, so that all of them can be told at once.
/// </summary>
internal sealed class DocumentReader
{
    private const string Teams = "teams";
    private const string TeamId = "teamId";
    private const string Heartbeats = "heartbeats";
    private const string Name = "name";
    private const string Unit = "intervalUnit";
    private const string Priority = "alertPriority";

    private static readonly string[] Known =
        { Name, "description", "interval", Unit, "enabled", "alertMessage", "alertTags", Priority };

    private readonly DocumentCheck _check;
    private readonly List<UnknownWord> _words;

    /// <summary>Begins with a file.</summary>
    /// <param name="check">The file, and what is wrong with it.</param>
    /// <param name="words">Takes the words that may be the service's or mistakes.</param>
    public DocumentReader(DocumentCheck check, List<UnknownWord> words)
    {
        _check = check;
        _words = words;
    }

    /// <summary>The teams that the file declares, as far as they can be read.</summary>
    public IReadOnlyList<DeclaredTeam> Read()
    {
        List<DeclaredTeam> teams = new();
        if (_check.Parse() is { } root)
        {
            ObjectValidator document = new(_check, root, "", Messages.TheDocument, "$schema", Teams);
            document.Text("$schema");
            foreach ((LocatedJson item, string path) in document.Items(Teams, required: true))
            {
                if (Team(item, path) is { } team)
                {
                    teams.Add(team);
                }
            }
        }

        return teams;
    }

    private DeclaredTeam? Team(LocatedJson node, string path)
    {
        ObjectValidator fields = new(_check, node, path, Messages.ATeam, TeamId, "teamName", Heartbeats);
        string? id = fields.RequiredText(TeamId);
        if (id is not null && !IsBareId(id))
        {
            _check.Add(fields.OffsetOf(TeamId), fields.PathOf(TeamId), Messages.NotATeamId(id));
            id = null;
        }

        string? name = fields.Text("teamName");
        List<DeclaredHeartbeat> heartbeats = new();
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach ((LocatedJson item, string itemPath) in fields.Items(Heartbeats, required: true))
        {
            if (Heartbeat(item, itemPath, seen) is { } heartbeat)
            {
                heartbeats.Add(heartbeat);
            }
        }

        return id is null ? null : new DeclaredTeam(id, heartbeats) { TeamName = name, Place = _check.Place(fields.OffsetOf(TeamId)) };
    }

    private DeclaredHeartbeat? Heartbeat(LocatedJson node, string path, Dictionary<string, int> seen)
    {
        ObjectValidator fields = new(_check, node, path, Messages.AHeartbeat, Known);
        string? name = fields.RequiredText(Name);
        int? interval = fields.RequiredCount("interval");
        string? unit = fields.RequiredText(Unit);
        string? priority = fields.Text(Priority);
        if (name is not null && seen.TryGetValue(name, out int first))
        {
            DocumentPlace place = _check.Place(first);
            _check.Add(fields.OffsetOf(Name), fields.PathOf(Name), Messages.HeartbeatTwice(name, place.Line));
        }
        else if (name is not null)
        {
            seen.Add(name, fields.OffsetOf(Name));
        }

        NoteWord(fields, Unit, unit, KnownValues.IsUnit, Messages.AUnit);
        NoteWord(fields, Priority, priority, KnownValues.IsPriority, Messages.APriority);
        DeclaredHeartbeat heartbeat = new()
        {
            Name = name ?? "",
            Description = Nothing(fields.Text("description")),
            Interval = interval ?? 1,
            IntervalUnit = unit is null ? "" : KnownValues.Unit(unit),
            Enabled = fields.Truth("enabled") ?? true,
            AlertMessage = Nothing(fields.Text("alertMessage")),
            AlertTags = fields.Texts("alertTags"),
            AlertPriority = priority is null ? DeclaredHeartbeat.DefaultPriority : KnownValues.Priority(priority),
        };
        return name is null || interval is null || unit is null ? null : heartbeat;
    }

    // A word that nobody knows is mostly a slip of the pen, and now and then what the service has learnt since.
    private void NoteWord(ObjectValidator fields, string field, string? word, Func<string, bool> isKnown, string what)
    {
        if (word is not null && !isKnown(word))
        {
            _words.Add(new UnknownWord(field == Unit, word, _check.At(fields.OffsetOf(field), fields.PathOf(field), Messages.UnknownWord(word, what))));
        }
    }

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

    private static string? Nothing(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>A unit or priority that this version does not know.</summary>
/// <param name="IsUnit">Whether it is a unit; else it is a priority.</param>
/// <param name="Word">The word.</param>
/// <param name="Problem">What is wrong if the service does not know it either.</param>
internal sealed record UnknownWord(bool IsUnit, string Word, DocumentProblem Problem);
