using System;
using System.Collections.Generic;

namespace CompassOps;

internal static class ArgumentCheck
{
    /// <summary>Rejects a name or an id that is null, blank or not valid Unicode.</summary>
    public static void Identity(string? value, string what, string parameter)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new CompassArgumentException(Messages.Empty(what), parameter);
        }

        Text(value, what, parameter);
    }

    /// <summary>
    /// Rejects an id that cannot be part of a path. The ids <c>.</c> and <c>..</c> are rejected, because servers read them as folders
    /// even if they are percent-encoded.
    /// </summary>
    public static void PathSegment(string? value, string what, string parameter)
    {
        Identity(value, what, parameter);
        if (value is "." or "..")
        {
            throw new CompassArgumentException(Messages.NotASegment(what, value), parameter);
        }
    }

    /// <summary>Rejects text with an unpaired surrogate, which cannot be encoded in UTF-8. Accepts null.</summary>
    public static void Text(string? value, string what, string parameter)
    {
        for (int i = 0; value is not null && i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
            {
                continue;
            }

            if (i + 1 >= value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
            {
                throw new CompassArgumentException(Messages.HalfCharacter(what, i + 1), parameter);
            }

            i++;
        }
    }

    public static void Interval(int? interval)
    {
        if (interval is < 1)
        {
            throw new CompassArgumentException(Messages.BadInterval(interval), nameof(HeartbeatCreate.Interval));
        }
    }

    /// <summary>Rejects a list that contains a null or blank tag. Accepts null, which means that there is no list.</summary>
    public static void Tags(IReadOnlyList<string>? tags)
    {
        for (int i = 0; tags is not null && i < tags.Count; i++)
        {
            Identity(tags[i], Messages.AlertTag, nameof(HeartbeatCreate.AlertTags));
        }
    }

    /// <summary>Rejects an end that is not after the start. Accepts null for either time.</summary>
    public static void Window(DateTimeOffset? start, DateTimeOffset? end)
    {
        if (start is { } from && end is { } to && to <= from)
        {
            throw new CompassArgumentException(Messages.EndBeforeStart(from, to), nameof(MaintenanceCreate.EndDate));
        }
    }

    /// <summary>Rejects an empty list of rules, a rule with an empty property, and a rule that the service does not support.</summary>
    public static void Rules(IReadOnlyList<MaintenanceRule>? rules)
    {
        if (rules is not { Count: > 0 })
        {
            throw new CompassArgumentException(Messages.NoRules, nameof(MaintenanceCreate.Rules));
        }

        for (int i = 0; i < rules.Count; i++)
        {
            Rule(rules[i]);
        }
    }

    private static void Rule(MaintenanceRule? rule)
    {
        const string Parameter = nameof(MaintenanceCreate.Rules);
        if (rule is null)
        {
            throw new CompassArgumentException(Messages.NullRule, Parameter);
        }

        Identity(rule.State, Messages.RuleState, Parameter);
        Identity(rule.EntityType, Messages.RuleEntityType, Parameter);
        Identity(rule.EntityId, Messages.RuleEntityId, Parameter);
        string type = KnownValues.EntityType(rule.EntityType);
        if (type is MaintenanceRule.Integration or MaintenanceRule.Sync && KnownValues.RuleState(rule.State) == MaintenanceRule.Enabled)
        {
            throw new CompassArgumentException(Messages.CannotEnable(type, rule.EntityId), Parameter);
        }
    }
}
