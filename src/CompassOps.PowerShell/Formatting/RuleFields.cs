using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>
/// Supplies the property of a maintenance rule that contains the fields from the service that this module does not know.
/// CompassOps.Types.ps1xml adds this property.
/// </summary>
public static class RuleFields
{
    /// <summary>Returns the property <c>AdditionalProperties</c>.</summary>
    public static object GetAdditionalProperties(PSObject instance) => ((MaintenanceRule)instance.BaseObject).GetAdditionalProperties();
}
