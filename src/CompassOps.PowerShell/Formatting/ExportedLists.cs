using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>
/// Supplies the list properties in CompassOps.Types.ps1xml. <c>ToString</c> of a returned list returns its items, for example for
/// <c>Export-Csv</c>. <c>ToString</c> of an array would return only the name of its type. PowerShell calls the Set methods when it
/// converts a hashtable to an object.
/// </summary>
public static class ExportedLists
{
    /// <summary>Returns the property <c>AlertTags</c>.</summary>
    public static object GetAlertTags(PSObject instance) => new TextList(((Heartbeat)instance.BaseObject).AlertTags);

    /// <summary>Sets the property <c>AlertTags</c>.</summary>
    public static void SetAlertTags(PSObject instance, object? value) => Write(instance, nameof(Heartbeat.AlertTags), value);

    /// <summary>Returns the property <c>Rules</c>.</summary>
    public static object GetRules(PSObject instance) => new RuleList(((Maintenance)instance.BaseObject).Rules);

    /// <summary>Sets the property <c>Rules</c>.</summary>
    public static void SetRules(PSObject instance, object? value) => Write(instance, nameof(Maintenance.Rules), value);

    // Ignores null, because these properties are never null.
    private static void Write(PSObject instance, string property, object? value)
    {
        if (value is not null)
        {
            ((PSMemberSet)instance.Members["psbase"]).Properties[property].Value = value;
        }
    }
}
