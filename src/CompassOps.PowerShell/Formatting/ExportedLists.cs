using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>
/// Contains the get and set methods of the list properties in CompassOps.Types.ps1xml. The returned lists have a <c>ToString</c> method that
/// returns the items, so that <c>Export-Csv</c> writes the items. For an array, <c>Export-Csv</c> would write only the name of the type. To
/// convert a hashtable to an object, PowerShell calls the set methods.
/// </summary>
public static class ExportedLists
{
    public static object GetAlertTags(PSObject instance) => new TextList(((Heartbeat)instance.BaseObject).AlertTags);

    public static void SetAlertTags(PSObject instance, object? value) => Write(instance, nameof(Heartbeat.AlertTags), value);

    public static object GetRules(PSObject instance) => new RuleList(((Maintenance)instance.BaseObject).Rules);

    public static void SetRules(PSObject instance, object? value) => Write(instance, nameof(Maintenance.Rules), value);

    // Ignores null, because a list property must not become null. The property keeps its current list.
    private static void Write(PSObject instance, string property, object? value)
    {
        if (value is not null)
        {
            ((PSMemberSet)instance.Members["psbase"]).Properties[property].Value = value;
        }
    }
}
