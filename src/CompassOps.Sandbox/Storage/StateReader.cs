using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Storage;

/// <summary>
/// Reads a state file. Users can edit the file, so an invalid, unknown or repeated field is an error. Optional fields have the same
/// defaults as in requests.
/// </summary>
internal static class StateReader
{
    /// <exception cref="LocatedJsonException">The content is not a valid state file.</exception>
    public static SavedState Read(ReadOnlySpan<byte> bytes)
    {
        LocatedJson root = LocatedJson.Parse(bytes);
        if (root.Required("compassOpsSandbox").Number(1) is int format and > StateWriter.Format)
        {
            throw root.Required("compassOpsSandbox").Wrong(Messages.NewerFormat(format));
        }

        List<SandboxTeam> teams = new();
        List<HeartbeatRow> heartbeats = new();
        List<MaintenanceRow> maintenances = new();
        HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
        string cloudId = NotBlank(root.Required("cloudId"));
        string email = NotBlank(root.Required("email"));
        TimeSpan ahead = root.Optional("clockAhead")?.Span() ?? TimeSpan.Zero;
        DateTimeOffset writtenAt = root.Optional("writtenAt")?.Instant() ?? DateTimeOffset.UtcNow;
        foreach (LocatedJson node in root.Required("teams").Items())
        {
            LocatedJson id = node.Required("teamId");
            SandboxTeam team = new(NotBlank(id), NotBlank(node.Required("teamName")));
            Unique(ids, team.TeamId, id);
            teams.Add(team);
            heartbeats.AddRange(Heartbeats(node, team.TeamId));
            maintenances.AddRange(Maintenances(node, team.TeamId, ids));
            node.End();
        }

        if (teams.Count == 0)
        {
            throw root.Required("teams").Wrong(Messages.NodeNoTeam);
        }

        maintenances.AddRange(Maintenances(root, null, ids));
        List<SandboxAlert> alerts = [.. Items(root, "alerts").Select(Alert).TakeLast(ServiceState.MaximumAlerts)];
        root.End();
        return new SavedState
        {
            CloudId = cloudId,
            Email = email,
            ClockAhead = ahead,
            WrittenAt = writtenAt,
            Teams = teams,
            Heartbeats = heartbeats,
            Maintenances = maintenances,
            Alerts = alerts,
        };
    }

    private static List<HeartbeatRow> Heartbeats(LocatedJson team, string teamId)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        List<HeartbeatRow> rows = new();
        foreach (LocatedJson node in Items(team, "heartbeats"))
        {
            LocatedJson name = node.Required("name");
            Unique(names, NotBlank(name), name);
            DateTimeOffset? lastPing = node.Optional("lastPing")?.Instant();
            HeartbeatRow row = new()
            {
                TeamId = teamId,
                Name = name.Text(),
                Description = node.Optional("description")?.Text(),
                Interval = node.Required("interval").Number(1),
                IntervalUnit = node.Required("intervalUnit").Word(StringComparison.OrdinalIgnoreCase, KnownValues.Units),
                Enabled = node.Optional("enabled")?.Truth() ?? false,
                AlertMessage = node.Optional("alertMessage")?.Text() ?? HeartbeatRow.DefaultMessage,
                AlertTags = [.. Items(node, "alertTags").Select(NotBlank)],
                AlertPriority = node.Optional("alertPriority")?.Word(StringComparison.Ordinal, KnownValues.Priorities) ?? HeartbeatRow.DefaultPriority,
                Status = node.Optional("status")?.Word(
                    StringComparison.OrdinalIgnoreCase, HeartbeatStatus.Pending, HeartbeatStatus.Responsive, HeartbeatStatus.Unresponsive) ?? HeartbeatStatus.Pending,
                LastPing = lastPing,
                CountsFrom = node.Optional("countsFrom")?.Instant() ?? lastPing,
            };
            if (row.Status == HeartbeatStatus.Responsive && row.LastPing is null)
            {
                throw node.Wrong(Messages.NodeLastPing);
            }

            node.End();
            rows.Add(row);
        }

        return rows;
    }

    private static List<MaintenanceRow> Maintenances(LocatedJson owner, string? teamId, HashSet<string> ids)
    {
        List<MaintenanceRow> rows = new();
        foreach (LocatedJson node in Items(owner, "maintenances"))
        {
            LocatedJson? id = node.Optional("id");
            MaintenanceRow row = new()
            {
                Id = id is null ? Guid.NewGuid().ToString() : NotBlank(id),
                TeamId = teamId,
                Description = node.Optional("description")?.Text(),
                Start = node.Required("startDate").Instant(),
                End = node.Optional("endDate")?.Instant(),
                Cancelled = node.Optional("cancelled")?.Truth() ?? false,
                Rules = [.. node.Required("rules").Items().Select(Rule)],
            };
            Unique(ids, row.Id, id ?? node);
            if (row.End <= row.Start)
            {
                throw node.Required("endDate").Wrong(Messages.NodeEnd);
            }

            if (row.Rules.Length == 0)
            {
                throw node.Required("rules").Wrong(Messages.NodeNoRule);
            }

            node.End();
            rows.Add(row);
        }

        return rows;
    }

    private static RuleRow Rule(LocatedJson node)
    {
        LocatedJson entity = node.Required("entity");
        LocatedJson state = node.Required("state");
        RuleRow rule = new(
            state.Word(StringComparison.Ordinal, KnownValues.RuleStates),
            entity.Required("type").Word(StringComparison.Ordinal, KnownValues.EntityTypes),
            NotBlank(entity.Required("id")));
        entity.End();
        node.End();
        return rule is { State: "enabled", EntityType: not "policy" } ? throw state.Wrong(Messages.NodeEnabled) : rule;
    }

    private static SandboxAlert Alert(LocatedJson node)
    {
        SandboxAlert alert = new()
        {
            RaisedAt = node.Required("raisedAt").Instant(),
            HeartbeatName = NotBlank(node.Required("heartbeatName")),
            TeamId = NotBlank(node.Required("teamId")),
            Message = node.Required("message").Text(),
            Tags = Array.AsReadOnly(Items(node, "tags").Select(NotBlank).ToArray()),
            Priority = node.Required("priority").Text(),
            SilencedBy = node.Optional("silencedBy")?.Text(),
        };
        node.End();
        return alert;
    }

    private static IReadOnlyList<LocatedJson> Items(LocatedJson node, string field) => node.Optional(field)?.Items() ?? [];

    private static string NotBlank(LocatedJson node) =>
        string.IsNullOrWhiteSpace(node.Text()) ? throw node.Wrong(Messages.NodeBlank) : node.Text();

    private static void Unique(HashSet<string> seen, string key, LocatedJson node)
    {
        if (!seen.Add(key))
        {
            throw node.Wrong(Messages.NodeTwice(key));
        }
    }
}
