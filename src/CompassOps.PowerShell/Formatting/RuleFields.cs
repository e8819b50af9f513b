using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>
/// Returns the additional fields of a maintenance rule: fields from the service that this module does not know. CompassOps.Types.ps1xml
/// adds these fields to each rule as a property.
/// </summary>
public static class RuleFields
{
    public static object GetAdditionalProperties(PSObject instance) => ((MaintenanceRule)instance.BaseObject).GetAdditionalProperties();
}
