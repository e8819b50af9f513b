using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using CompassOps.OperationsAsCode;

namespace CompassOps;

/// <summary>Operations as code: the heartbeats and maintenance windows that one or more files declare.</summary>
public sealed class OperationsDocument
{
    private readonly IReadOnlyList<UnknownWord> _words;

    private OperationsDocument(IReadOnlyList<DeclaredTeam> teams, IReadOnlyList<DeclaredMaintenance>? globalMaintenance, IReadOnlyList<UnknownWord> words)
    {
        Teams = teams;
        GlobalMaintenance = globalMaintenance;
        _words = words;
    }

    /// <summary>The teams, in the order of the files, each once.</summary>
    public IReadOnlyList<DeclaredTeam> Teams { get; }

    /// <summary>The entries of global maintenance windows; null if nothing is declared about them.</summary>
    public IReadOnlyList<DeclaredMaintenance>? GlobalMaintenance { get; }

    /// <summary>The scopes about whose windows something is declared, with their entries: the teams, then the whole organisation.</summary>
    public IEnumerable<KeyValuePair<MaintenanceScope, IReadOnlyList<DeclaredMaintenance>>> Maintenance
    {
        get
        {
            foreach (DeclaredTeam team in Teams.Where(static team => team.Maintenance is not null))
            {
                yield return new(MaintenanceScope.Team(team.TeamId), team.Maintenance!);
            }

            if (GlobalMaintenance is not null)
            {
                yield return new(MaintenanceScope.Global, GlobalMaintenance);
            }
        }
    }

    /// <summary>Reads files, which together are one declaration: each list of a team, and the global one, is in one of them.</summary>
    /// <exception cref="DocumentException">The files have mistakes; it lists all of them.</exception>
    public static OperationsDocument Read(IEnumerable<DocumentSource> sources)
    {
        List<DocumentProblem> problems = new();
        List<UnknownWord> words = new();
        List<DeclaredTeam> teams = new();
        DeclaredGlobal? global = null;
        foreach (DocumentSource source in sources)
        {
            (IReadOnlyList<DeclaredTeam> found, DeclaredGlobal? foundGlobal) = new DocumentReader(new DocumentCheck(source, problems), words).Read();
            foreach (DeclaredTeam team in found)
            {
                Add(teams, team, problems);
            }

            if (global is not null && foundGlobal is not null)
            {
                problems.Add(new DocumentProblem(foundGlobal.Place, "", Messages.GlobalTwice($"{global.Place}")));
            }

            global ??= foundGlobal;
        }

        return problems.Count == 0 ? new OperationsDocument(teams, global?.Maintenance, words) : throw new DocumentException(InOrder(problems));
    }

    /// <summary>Creates a declaration from rows, each of which declares a heartbeat.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="problems">The mistakes in rows that could not be read.</param>
    /// <exception cref="DocumentException">The rows have mistakes; it lists all of them.</exception>
    public static OperationsDocument FromRows(IEnumerable<DeclaredRow> rows, IEnumerable<DocumentProblem> problems)
    {
        List<DocumentProblem> mistakes = new(problems);
        List<UnknownWord> words = new();
        List<DeclaredTeam> teams = new();
        foreach (IGrouping<string, DeclaredRow> team in rows.GroupBy(static row => row.TeamId, StringComparer.OrdinalIgnoreCase))
        {
            Dictionary<string, DeclaredRow> seen = new(StringComparer.Ordinal);
            foreach (DeclaredRow row in team)
            {
                row.NoteWords(words);
                if (seen.TryGetValue(row.Heartbeat.Name, out DeclaredRow? first))
                {
                    mistakes.Add(row.Problem(Messages.HeartbeatTwiceInRows(row.Heartbeat.Name, $"{first.Place}")));
                }
                else
                {
                    seen.Add(row.Heartbeat.Name, row);
                }
            }

            teams.Add(new DeclaredTeam(team.Key, team.Select(static row => row.Heartbeat).ToArray()));
        }

        return mistakes.Count == 0
            ? new OperationsDocument(teams, null, words)
            : throw new DocumentException(mistakes.OrderBy(static problem => problem.Place.Line).ToArray());
    }

    /// <summary>
    /// Writes a declaration: sorted, in UTF-8 without a mark, with line feeds; the same input gives the same bytes. A list that is null
    /// is copied from the present content.
    /// </summary>
    /// <param name="teams">The teams.</param>
    /// <param name="schema">The address of the schema for <c>$schema</c>, or null for none.</param>
    /// <param name="globalMaintenance">The global windows, or null.</param>
    /// <param name="present">The present content, a declaration without mistakes, or null.</param>
    public static byte[] Write(
        IEnumerable<DeclaredTeam> teams, string? schema, IReadOnlyList<DeclaredMaintenance>? globalMaintenance = null, byte[]? present = null)
    {
        DocumentWriter writer = new();
        if (present is not null)
        {
            writer.AddPresent(present);
        }

        foreach (DeclaredTeam team in teams)
        {
            writer.Add(team);
        }

        if (globalMaintenance is not null)
        {
            writer.AddGlobal(globalMaintenance);
        }

        return writer.Write(schema);
    }

    /// <summary>Returns whether a content is a declaration, valid or not: a JSON object with the lists of a declaration.</summary>
    public static bool IsDeclaration(byte[] content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content.AsMemory(DocumentCheck.StartOf(content)));
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && (root.TryGetProperty("teams", out _) || root.TryGetProperty("global", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Refuses units and priorities that are unknown to this version and to the service.</summary>
    /// <param name="actual">The service's heartbeats of the declared teams: their words are known.</param>
    /// <exception cref="DocumentException">There are such words.</exception>
    public void CheckWords(IEnumerable<Heartbeat> actual)
    {
        Heartbeat[] known = actual.ToArray();
        CheckWords(WordKind.Unit, known.Select(static heartbeat => heartbeat.IntervalUnit), WordKind.Priority, known.Select(static heartbeat => heartbeat.AlertPriority));
    }

    /// <summary>Refuses states and types of rules that are unknown to this version and to the service.</summary>
    /// <param name="actual">The service's windows of the declared scopes: their words are known.</param>
    /// <exception cref="DocumentException">There are such words.</exception>
    public void CheckRuleWords(IEnumerable<Maintenance> actual)
    {
        MaintenanceRule[] known = actual.SelectMany(static window => window.Rules).ToArray();
        CheckWords(WordKind.RuleState, known.Select(static rule => rule.State), WordKind.EntityType, known.Select(static rule => rule.EntityType));
    }

    private void CheckWords(WordKind one, IEnumerable<string?> oneKnown, WordKind other, IEnumerable<string?> otherKnown)
    {
        if (!_words.Any(word => word.Kind == one || word.Kind == other))
        {
            return;
        }

        HashSet<string?> ones = new(oneKnown, StringComparer.OrdinalIgnoreCase);
        HashSet<string?> others = new(otherKnown, StringComparer.OrdinalIgnoreCase);
        DocumentProblem[] problems = _words.Where(word => (word.Kind == one && !ones.Contains(word.Word)) || (word.Kind == other && !others.Contains(word.Word)))
            .Select(static word => word.Problem).ToArray();
        if (problems.Length > 0)
        {
            throw new DocumentException(problems);
        }
    }

    // One file may declare the heartbeats of a team, another one its maintenance.
    private static void Add(List<DeclaredTeam> teams, DeclaredTeam team, List<DocumentProblem> problems)
    {
        int index = teams.FindIndex(other => string.Equals(other.TeamId, team.TeamId, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            teams.Add(team);
            return;
        }

        DeclaredTeam first = teams[index];
        if ((first.Heartbeats is not null && team.Heartbeats is not null) || (first.Maintenance is not null && team.Maintenance is not null))
        {
            problems.Add(new DocumentProblem(team.Place!, "", Messages.TeamTwice(team.TeamId, $"{first.Place}")));
        }

        teams[index] = first with { Heartbeats = first.Heartbeats ?? team.Heartbeats, Maintenance = first.Maintenance ?? team.Maintenance };
    }

    // Problems are found object by object, but users read them line by line. Files stay in their order.
    private static DocumentProblem[] InOrder(List<DocumentProblem> problems)
    {
        Dictionary<string, int> files = new(StringComparer.Ordinal);
        foreach (DocumentProblem problem in problems.Where(problem => !files.ContainsKey(problem.Place.File)))
        {
            files.Add(problem.Place.File, files.Count);
        }

        return problems.OrderBy(problem => files[problem.Place.File])
            .ThenBy(static problem => problem.Place.Line).ThenBy(static problem => problem.Place.Column).ToArray();
    }
}
