using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using CompassOps.OperationsAsCode;

namespace CompassOps;

/// <summary>The heartbeats and maintenance windows that one or more files declare ("operations as code").</summary>
public sealed class OperationsDocument
{
    private readonly IReadOnlyList<UnknownWord> _words;

    private OperationsDocument(IReadOnlyList<DeclaredTeam> teams, IReadOnlyList<DeclaredMaintenance>? globalMaintenance, IReadOnlyList<UnknownWord> words)
    {
        Teams = teams;
        GlobalMaintenance = globalMaintenance;
        _words = words;
    }

    /// <summary>The declared teams, each once, in the order of the files.</summary>
    public IReadOnlyList<DeclaredTeam> Teams { get; }

    /// <summary>The global maintenance entries; null if global windows are not declared.</summary>
    public IReadOnlyList<DeclaredMaintenance>? GlobalMaintenance { get; }

    /// <summary>The scopes with declared maintenance, and their entries. Teams come first, then the whole organisation.</summary>
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

    /// <summary>
    /// Reads files that together form one declaration. Only one file may contain a particular list of a team, or the global list.
    /// </summary>
    /// <exception cref="DocumentException">The files have problems. The exception lists all of them.</exception>
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

    /// <summary>Creates a declaration from rows. Each row declares one heartbeat.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="problems">The problems of rows that could not be read.</param>
    /// <exception cref="DocumentException">The rows have problems. The exception lists all of them.</exception>
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
    /// Writes a sorted declaration in UTF-8 without a byte-order mark, with LF line endings. The same input always gives the same bytes.
    /// Copies lists that are null from the existing content.
    /// </summary>
    /// <param name="teams">The teams.</param>
    /// <param name="schema">The value of the property <c>$schema</c>; null to omit it.</param>
    /// <param name="globalMaintenance">The global maintenance entries, or null.</param>
    /// <param name="present">The existing content, which must be a valid declaration; or null.</param>
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

    /// <summary>Returns whether the content is a JSON object with the lists of a declaration. The declaration may be invalid.</summary>
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

    /// <summary>Reports units and priorities that neither this version nor the service knows.</summary>
    /// <param name="actual">The service's heartbeats of the declared teams. The service knows the values that they use.</param>
    /// <exception cref="DocumentException">The declaration contains such values.</exception>
    public void CheckWords(IEnumerable<Heartbeat> actual)
    {
        Heartbeat[] known = actual.ToArray();
        CheckWords(WordKind.Unit, known.Select(static heartbeat => heartbeat.IntervalUnit), WordKind.Priority, known.Select(static heartbeat => heartbeat.AlertPriority));
    }

    /// <summary>Reports states and entity types of rules that neither this version nor the service knows.</summary>
    /// <param name="actual">The service's windows of the declared scopes. The service knows the values that they use.</param>
    /// <exception cref="DocumentException">The declaration contains such values.</exception>
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

    // Merges the lists of a team. One file may declare its heartbeats, another file its maintenance windows.
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

    // Sorts the problems of each file by position, because readers find them in another order. Keeps the order of the files.
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
