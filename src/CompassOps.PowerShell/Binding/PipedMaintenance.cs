using System;
using System.Globalization;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// A maintenance window from the pipeline. The input is a window object of the module, or a table row with the same properties. The object
/// can be a copy from Clixml, a job or another machine.
/// </summary>
/// <param name="Window">The window. Its id is empty if the window does not exist in the service yet.</param>
/// <param name="TeamName">The name of the window's team, or null.</param>
/// <param name="IsGlobal">
/// Whether the window is global. False if the scope is unknown, for example for a window that does not exist in the service yet.
/// </param>
internal sealed record PipedMaintenance(Maintenance Window, string? TeamName, bool IsGlobal)
{
    private static readonly InstantTransformationAttribute Instant = new();
    private static readonly RuleTransformationAttribute Rules = new();
    private static readonly TeamIdTransformationAttribute Team = new();

    /// <summary>Converts a piped object to a maintenance window.</summary>
    /// <exception cref="CompassArgumentException">The start is missing, or a property has an invalid value.</exception>
    public static PipedMaintenance Read(PSObject piped)
    {
        try
        {
            if (Convert(Instant, piped, nameof(Maintenance.StartDate)) is not DateTimeOffset start)
            {
                throw new CompassArgumentException(Messages.NotAMaintenance, nameof(Maintenance.StartDate));
            }

            Maintenance window = piped.BaseObject as Maintenance ?? new Maintenance
            {
                Id = Text(piped, nameof(Maintenance.Id)) ?? "",
                Status = Text(piped, nameof(Maintenance.Status)),
                Description = Text(piped, nameof(Maintenance.Description)),
                StartDate = start,
                EndDate = (DateTimeOffset?)Convert(Instant, piped, nameof(Maintenance.EndDate)),
                TeamId = (string?)Convert(Team, piped, nameof(Maintenance.TeamId)),
                Rules = (MaintenanceRule[]?)Convert(Rules, piped, nameof(Maintenance.Rules)) ?? Array.Empty<MaintenanceRule>(),
            };
            bool isGlobal = window.TeamId is null && string.Equals(Text(piped, nameof(Maintenance.Scope)), "Global", StringComparison.OrdinalIgnoreCase);
            return new PipedMaintenance(window, Text(piped, "TeamName"), isGlobal);
        }
        catch (ArgumentTransformationMetadataException exception)
        {
            throw new CompassArgumentException(exception.Message, null);
        }
    }

    private static object? Convert(ValueTransformationAttribute form, PSObject piped, string property) =>
        Text(piped, property) is null ? null : form.Transform(null!, piped.Properties[property]?.Value);

    private static string? Text(PSObject piped, string property)
    {
        string? text = System.Convert.ToString(ValueTransformationAttribute.Unwrap(piped.Properties[property]?.Value), CultureInfo.InvariantCulture);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
