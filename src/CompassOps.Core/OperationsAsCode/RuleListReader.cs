using System.Collections.Generic;

namespace CompassOps.OperationsAsCode;

internal sealed class RuleListReader
{
    private const string State = "state";
    private const string Entity = "entity";
    private const string Type = "type";
    private const string Id = "id";

    private readonly DocumentCheck _check;
    private readonly List<UnknownWord> _words;

    public RuleListReader(DocumentCheck check, List<UnknownWord> words)
    {
        _check = check;
        _words = words;
    }

    /// <summary>Returns a list of at least one rule. If the rules are missing or invalid, reports errors and returns null.</summary>
    public IReadOnlyList<MaintenanceRule>? Read(ObjectValidator entry, string name)
    {
        List<MaintenanceRule> rules = new();
        int count = 0;
        foreach ((LocatedJson item, string path) in entry.Items(name, required: true))
        {
            count++;
            if (Rule(item, path) is { } rule)
            {
                rules.Add(rule);
            }
        }

        if (count == 0 && entry.IsList(name))
        {
            entry.Fail(name, Messages.ListNeedsOne(name));
        }

        return count == 0 || rules.Count < count ? null : rules;
    }

    private MaintenanceRule? Rule(LocatedJson node, string path)
    {
        ObjectValidator fields = new(_check, node, path, Messages.ARule, State, Entity);
        string? state = fields.RequiredText(State);
        if (fields.Child(Entity, Messages.AnEntity, Type, Id) is not { } entity)
        {
            return null;
        }

        string? type = entity.RequiredText(Type);
        string? id = entity.RequiredText(Id);
        if (state is null || type is null || id is null)
        {
            return null;
        }

        string knownState = KnownValues.RuleState(state);
        string knownType = KnownValues.EntityType(type);
        if (knownState == MaintenanceRule.Enabled && knownType is MaintenanceRule.Integration or MaintenanceRule.Sync)
        {
            fields.Fail(State, Messages.OnlyPoliciesCanBeEnabled(knownType));
        }

        if (!KnownValues.IsRuleState(state))
        {
            _words.Add(new UnknownWord(WordKind.RuleState, state, fields.Problem(State, Messages.UnknownWord(state, Messages.ARuleState))));
        }

        if (!KnownValues.IsEntityType(type))
        {
            _words.Add(new UnknownWord(WordKind.EntityType, type, entity.Problem(Type, Messages.UnknownWord(type, Messages.AnEntityType))));
        }

        return new MaintenanceRule(knownState, knownType, id);
    }
}
