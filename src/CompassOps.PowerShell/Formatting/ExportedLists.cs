using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>
/// Supplies the list properties in CompassOps.Types.ps1xml. Each list prints its items as one text, while an array would print its type.
/// </summary>
public static class ExportedLists
{
    /// <summary>Reads <c>AlertTags</c>.</summary>
    public static object GetAlertTags(PSObject instance) => new TextList(((Heartbeat)instance.BaseObject).AlertTags);

    /// <summary>Sets <c>AlertTags</c> when an object is converted from a hashtable.</summary>
    public static void SetAlertTags(PSObject instance, object? value) => Write(instance, nameof(Heartbeat.AlertTags), value);

    /// <summary>Reads <c>Rules</c>.</summary>
    public static object GetRules(PSObject instance) => new RuleList(((Maintenance)instance.BaseObject).Rules);

    /// <summary>Sets <c>Rules</c> when an object is converted from a hashtable.</summary>
    public static void SetRules(PSObject instance, object? value) => Write(instance, nameof(Maintenance.Rules), value);

    // Ignores null, because these lists are never null.
    private static void Write(PSObject instance, string property, object? value)
    {
        if (value is not null)
        {
            ((PSMemberSet)instance.Members["psbase"]).Properties[property].Value = value;
        }
    }
}
