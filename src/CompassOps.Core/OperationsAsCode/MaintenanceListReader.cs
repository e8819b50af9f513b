using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.OperationsAsCode;

internal sealed class MaintenanceListReader
{
    public const string Name = "maintenance";

    private const string Description = "description";
    private const string Start = "start";
    private const string End = "end";
    private const string Rules = "rules";

    private static readonly string[] Single = { Start, End };
    private static readonly string[] Known = new[] { Description, Start, End }.Concat(RecurrenceReader.Known).Append(Rules).ToArray();

    private readonly DocumentCheck _check;
    private readonly RuleListReader _rules;

    public MaintenanceListReader(DocumentCheck check, List<UnknownWord> words)
    {
        _check = check;
        _rules = new RuleListReader(check, words);
    }

    /// <summary>
    /// Returns the declared maintenance windows of a team, or the declared global windows. Returns null if the JSON object of the scope
    /// contains no list of windows.
    /// </summary>
    public IReadOnlyList<DeclaredMaintenance>? Read(ObjectValidator scope)
    {
        if (!scope.IsGiven(Name))
        {
            return null;
        }

        Dictionary<string, Use> uses = new(StringComparer.OrdinalIgnoreCase);
        List<DeclaredMaintenance> entries = new();
        foreach ((LocatedJson item, string path) in scope.Items(Name, required: true))
        {
            ObjectValidator fields = new(_check, item, path, Messages.AMaintenanceEntry, Known);
            if (fields.IsObject && Entry(fields) is { } entry)
            {
                CheckIdentity(fields, entry, uses);
                entries.Add(entry);
            }
        }

        return entries;
    }

    private DeclaredMaintenance? Entry(ObjectValidator fields)
    {
        string? description = fields.RequiredText(Description);
        IReadOnlyList<MaintenanceRule>? rules = _rules.Read(fields, Rules);
        string[] recurring = RecurrenceReader.Known.Where(fields.IsGiven).ToArray();
        if (recurring.Length == 0 && !Array.Exists(Single, fields.IsGiven))
        {
            fields.Fail(Messages.NeitherSingleNorRecurring);
            return null;
        }

        if (!Array.Exists(Single, fields.IsGiven))
        {
            Func<DateTimeOffset, DateTimeOffset, IEnumerable<Scheduling.Occurrence>>? occurrences = new RecurrenceReader(fields).Read();
            return description is null || rules is null || occurrences is null ? null : DeclaredMaintenance.Recurring(description, rules, occurrences);
        }

        foreach (string name in recurring)
        {
            fields.Fail(name, Messages.NotInSingleEntry(name));
        }

        DateTimeOffset? start = fields.Parse(Start, FileValues.Instant, required: true);
        DateTimeOffset? end = fields.Parse(End, FileValues.Instant, required: true);
        if (end <= start)
        {
            fields.Fail(End, Messages.EndNotAfterStart);
        }

        return description is null || rules is null || start is null || end is null ? null : DeclaredMaintenance.Once(description, rules, start.Value, end.Value);
    }

    // Reports an error if an earlier item of the list declares the same window. The description of a recurring window must be unique.
    // Single windows can have the same description if their starts differ.
    private void CheckIdentity(ObjectValidator fields, DeclaredMaintenance entry, Dictionary<string, Use> uses)
    {
        string key = ServiceEquality.Text(entry.Description);
        if (!uses.TryGetValue(key, out Use? use))
        {
            use = new Use(_check.Place(fields.OffsetOf(Description)).Line, entry.IsRecurring);
            uses.Add(key, use);
        }
        else if (entry.IsRecurring || use.IsRecurring)
        {
            fields.Fail(Description, Messages.DescriptionTwice(entry.Description, use.Line));
        }
        else if (use.Starts.Exists(start => (start - entry.FirstStart).Duration() <= MaintenanceComparison.Tolerance))
        {
            fields.Fail(Start, Messages.WindowTwice(entry.Description, use.Line));
        }

        if (!entry.IsRecurring)
        {
            use.Starts.Add(entry.FirstStart);
        }
    }

    private sealed class Use
    {
        public Use(int line, bool isRecurring)
        {
            Line = line;
            IsRecurring = isRecurring;
        }

        public int Line { get; }

        public bool IsRecurring { get; }

        public List<DateTimeOffset> Starts { get; } = new();
    }
}
