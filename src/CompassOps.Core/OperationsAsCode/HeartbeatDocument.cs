using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.OperationsAsCode;

namespace CompassOps;

/// <summary>Heartbeats as code: what one or more files say that teams are to have.</summary>
public sealed class HeartbeatDocument
{
    private readonly IReadOnlyList<UnknownWord> _words;

    private HeartbeatDocument(IReadOnlyList<DeclaredTeam> teams, IReadOnlyList<UnknownWord> words)
    {
        Teams = teams;
        _words = words;
    }

    /// <summary>The teams, in the order of the files, each once.</summary>
    public IReadOnlyList<DeclaredTeam> Teams { get; }

    /// <summary>Reads files, which together are one document: a team stands in one of them.</summary>
    /// <exception cref="HeartbeatDocumentException">Something is wrong with them; it lists everything.</exception>
    public static HeartbeatDocument Read(IEnumerable<DocumentSource> sources)
    {
        List<DocumentProblem> problems = new();
        List<UnknownWord> words = new();
        Dictionary<string, DeclaredTeam> teams = new(StringComparer.OrdinalIgnoreCase);
        List<DeclaredTeam> order = new();
        foreach (DocumentSource source in sources)
        {
            foreach (DeclaredTeam team in new DocumentReader(new DocumentCheck(source, problems), words).Read())
            {
                if (teams.TryGetValue(team.TeamId, out DeclaredTeam? first))
                {
                    problems.Add(new DocumentProblem(team.Place!, "", Messages.TeamTwice(team.TeamId, $"{first.Place}")));
                }
                else
                {
                    teams.Add(team.TeamId, team);
                    order.Add(team);
                }
            }
        }

        return problems.Count == 0 ? new HeartbeatDocument(order, words) : throw new HeartbeatDocumentException(InOrder(problems));
    }

    /// <summary>Writes teams as a document: sorted, in UTF-8 without a mark, with line feeds; the same teams give the same bytes.</summary>
    /// <param name="teams">The teams.</param>
    /// <param name="schema">The address of the schema for <c>$schema</c>, or null for none.</param>
    public static byte[] Write(IEnumerable<DeclaredTeam> teams, string? schema) => DocumentWriter.Write(teams, schema);

    /// <summary>
    /// Refuses units and priorities that neither this version nor the service knows. The service knows what its heartbeats have.
    /// </summary>
    /// <param name="there">The heartbeats of the document's teams as they are.</param>
    /// <exception cref="HeartbeatDocumentException">There are such words.</exception>
    public void CheckWords(IEnumerable<Heartbeat> there)
    {
        if (_words.Count == 0)
        {
            return;
        }

        HashSet<string> units = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> priorities = new(StringComparer.OrdinalIgnoreCase);
        foreach (Heartbeat heartbeat in there)
        {
            units.Add(heartbeat.IntervalUnit ?? "");
            priorities.Add(heartbeat.AlertPriority ?? "");
        }

        DocumentProblem[] problems = _words
            .Where(word => !(word.IsUnit ? units : priorities).Contains(word.Word)).Select(static word => word.Problem).ToArray();
        if (problems.Length > 0)
        {
            throw new HeartbeatDocumentException(problems);
        }
    }

    // A file's problems come up object by object; a person goes through it line by line. Files stay in their order.
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
