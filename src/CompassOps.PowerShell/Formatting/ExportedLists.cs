using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>The lists of the module's objects as CompassOps.Types.ps1xml shows them: they print as one text, where an array prints its type.</summary>
public static class ExportedLists
{
    /// <summary>Reads <c>AlertTags</c>.</summary>
    public static object GetAlertTags(PSObject instance) => new TextList(((Heartbeat)instance.BaseObject).AlertTags);

    /// <summary>Writes <c>AlertTags</c>, when an object is made of a hashtable.</summary>
    public static void SetAlertTags(PSObject instance, object? value) => Write(instance, nameof(Heartbeat.AlertTags), value);

    /// <summary>Reads <c>Rules</c>.</summary>
    public static object GetRules(PSObject instance) => new RuleList(((Maintenance)instance.BaseObject).Rules);

    /// <summary>Writes <c>Rules</c>, when an object is made of a hashtable.</summary>
    public static void SetRules(PSObject instance, object? value) => Write(instance, nameof(Maintenance.Rules), value);

    // A null leaves the property as it is: the lists are never null.
    private static void Write(PSObject instance, string property, object? value)
    {
        if (value is not null)
        {
            ((PSMemberSet)instance.Members["psbase"]).Properties[property].Value = value;
        }
    }
}
