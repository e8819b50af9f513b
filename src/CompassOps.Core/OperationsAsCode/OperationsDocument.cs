using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using CompassOps.OperationsAsCode;

namespace CompassOps;

/// <summary>
/// The heartbeats and maintenance windows that declaration files declare as the desired state of teams and of the whole organization.
/// </summary>
public sealed class OperationsDocument
{
    private readonly IReadOnlyList<UnknownWord> _words;

    private OperationsDocument(IReadOnlyList<DeclaredTeam> teams, IReadOnlyList<DeclaredMaintenance>? globalMaintenance, IReadOnlyList<UnknownWord> words)
    {
        Teams = teams;
        GlobalMaintenance = globalMaintenance;
        _words = words;
    }

    /// <summary>The declared teams, in the order of the files. Each team occurs once.</summary>
    public IReadOnlyList<DeclaredTeam> Teams { get; }

    /// <summary>The declared global maintenance windows, or null if the files do not contain a list of global windows.</summary>
    public IReadOnlyList<DeclaredMaintenance>? GlobalMaintenance { get; }

    /// <summary>
    /// The declared maintenance windows of each team, and then the declared global windows. Omits a team if the files contain no list of
    /// windows for the team. Includes the team if its list is empty.
    /// </summary>
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
    /// Reads declaration files and merges their contents. Reports an error if two files declare heartbeats of the same team, maintenance
    /// windows of the same team, or global windows.
    /// </summary>
    /// <exception cref="DocumentException">The files contain errors. The exception lists all errors.</exception>
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

    /// <summary>Creates a document from the rows of a table. Each row declares one heartbeat.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="problems">The errors that were found while the rows were read. The exception includes these errors.</param>
    /// <exception cref="DocumentException">The rows contain errors. The exception lists all errors.</exception>
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
    /// Returns the content of a declaration file, in UTF-8 without a byte-order mark and with LF line endings. The order is fixed, so the
    /// same input always produces the same bytes.
    /// </summary>
    /// <param name="teams">The teams. If a list of a team is null, the list of the existing file is kept.</param>
    /// <param name="schema">The value of the property <c>$schema</c>. Null omits the property.</param>
    /// <param name="globalMaintenance">The global maintenance windows. Null keeps the list of the existing file.</param>
    /// <param name="present">The content of the existing file, which must be valid, or null if there is no file.</param>
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

    /// <summary>
    /// Returns whether the content is a JSON object with the property <c>teams</c> or <c>global</c>. Does not validate the properties.
    /// </summary>
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

    /// <summary>
    /// Rejects each unit and priority that this version of the module does not know, unless a heartbeat in the service uses the same value.
    /// </summary>
    /// <param name="actual">The heartbeats of the declared teams, as they exist in the service.</param>
    /// <exception cref="DocumentException">A file or a table row contains a rejected value.</exception>
    public void CheckWords(IEnumerable<Heartbeat> actual)
    {
        Heartbeat[] known = actual.ToArray();
        CheckWords(WordKind.Unit, known.Select(static heartbeat => heartbeat.IntervalUnit), WordKind.Priority, known.Select(static heartbeat => heartbeat.AlertPriority));
    }

    /// <summary>
    /// Rejects each rule state and entity type that this version of the module does not know, unless a maintenance window in the service
    /// uses the same value.
    /// </summary>
    /// <param name="actual">The maintenance windows of the declared teams and the global windows, as they exist in the service.</param>
    /// <exception cref="DocumentException">A file contains a rejected value.</exception>
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

    // Merges the lists of a team, because one file can declare the heartbeats of the team and another file the maintenance windows.
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

    // Sorts the errors of each file by position, because the reader does not find the errors in this order. Keeps the order of the files.
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
