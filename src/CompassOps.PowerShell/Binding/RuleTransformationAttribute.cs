using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Converts values to maintenance rules. Accepts rules from <c>New-CompassMaintenanceRule</c>, and their copies from Clixml, jobs or JSON.
/// Also accepts hashtables, the JSON form of the service (<c>state</c>, and <c>entity</c> with <c>id</c> and <c>type</c>), and the text
/// that Export-Csv writes.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RuleTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) =>
        ListItems.Flatten(value).SelectMany(static item => item is string text ? RulesText.Read(text) : new[] { Read(item) }).ToArray();

    private static MaintenanceRule Read(object? value)
    {
        switch (value)
        {
            case MaintenanceRule rule:
                return rule;
            case IDictionary or PSObject:
                break;
            case null:
                throw new CompassArgumentException(Messages.RuleIsNull, null);
            default:
                throw new CompassArgumentException(
                    Messages.NotARule(value), null);
        }

        object? entity = Member(value, "Entity");
        string? type = Text(Member(value, "EntityType")) ?? Text(Member(entity, "Type"));
        string? id = Text(Member(value, "EntityId")) ?? Text(Member(entity, "Id"));
        string? state = Text(Member(value, "State"));
        if (state is null || type is null || id is null)
        {
            string missing = state is null ? "State" : type is null ? "EntityType" : "EntityId";
            throw new CompassArgumentException(Messages.RuleIncomplete(missing), null);
        }

        return new MaintenanceRule(state, type, id);
    }

    private static string? Text(object? value)
    {
        string? text = System.Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
