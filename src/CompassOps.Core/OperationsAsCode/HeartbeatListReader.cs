using System;
using System.Collections.Generic;

namespace CompassOps.OperationsAsCode;

internal sealed class HeartbeatListReader
{
    public const string Name = "heartbeats";

    private const string HeartbeatName = "name";
    private const string Unit = "intervalUnit";
    private const string Priority = "alertPriority";

    private static readonly string[] Known =
        { HeartbeatName, "description", "interval", Unit, "enabled", "alertMessage", "alertTags", Priority };

    private readonly DocumentCheck _check;
    private readonly List<UnknownWord> _words;

    public HeartbeatListReader(DocumentCheck check, List<UnknownWord> words)
    {
        _check = check;
        _words = words;
    }

    /// <summary>Returns the declared heartbeats of a team. Returns null if the file has no list of heartbeats for the team.</summary>
    public IReadOnlyList<DeclaredHeartbeat>? Read(ObjectValidator team)
    {
        if (!team.IsGiven(Name))
        {
            return null;
        }

        List<DeclaredHeartbeat> heartbeats = new();
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach ((LocatedJson item, string path) in team.Items(Name, required: true))
        {
            if (Heartbeat(item, path, seen) is { } heartbeat)
            {
                heartbeats.Add(heartbeat);
            }
        }

        return heartbeats;
    }

    private DeclaredHeartbeat? Heartbeat(LocatedJson node, string path, Dictionary<string, int> seen)
    {
        ObjectValidator fields = new(_check, node, path, Messages.AHeartbeat, Known);
        string? name = fields.RequiredText(HeartbeatName);
        int? interval = fields.RequiredCount("interval");
        string? unit = fields.RequiredText(Unit);
        string? priority = fields.Text(Priority);
        if (name is not null && seen.TryGetValue(name, out int first))
        {
            fields.Fail(HeartbeatName, Messages.HeartbeatTwice(name, _check.Place(first).Line));
        }
        else if (name is not null)
        {
            seen.Add(name, fields.OffsetOf(HeartbeatName));
        }

        if (unit is not null && !KnownValues.IsUnit(unit))
        {
            _words.Add(new UnknownWord(WordKind.Unit, unit, fields.Problem(Unit, Messages.UnknownWord(unit, Messages.AUnit))));
        }

        if (priority is not null && !KnownValues.IsPriority(priority))
        {
            _words.Add(new UnknownWord(WordKind.Priority, priority, fields.Problem(Priority, Messages.UnknownWord(priority, Messages.APriority))));
        }

        DeclaredHeartbeat heartbeat = new()
        {
            Name = name ?? "",
            Description = NullIfEmpty(fields.Text("description")),
            Interval = interval ?? 1,
            IntervalUnit = unit is null ? "" : KnownValues.Unit(unit),
            Enabled = fields.Truth("enabled") ?? true,
            AlertMessage = NullIfEmpty(fields.Text("alertMessage")),
            AlertTags = fields.Texts("alertTags"),
            AlertPriority = priority is null ? DeclaredHeartbeat.DefaultPriority : KnownValues.Priority(priority),
        };
        return name is null || interval is null || unit is null ? null : heartbeat;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
