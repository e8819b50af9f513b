using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using CompassOps.Binding;
using CompassOps.Calendar;
using CompassOps.Cmdlets;
using CompassOps.Connections;
using CompassOps.Files;

namespace CompassOps.Commands;

/// <summary>
/// <c>ConvertTo-CompassCalendar</c>: converts maintenance windows to the iCalendar format (RFC 5545). Returns the text or writes a file.
/// Sends no request.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "CompassCalendar", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ConvertToCompassCalendarCommand : CompassCmdlet
{
    private readonly List<CalendarEvent> _events = new();
    private OutputFile? _output;
    private bool _hasRefused;

    /// <summary>
    /// The maintenance windows: output of Get-CompassMaintenance or New-CompassMaintenanceSchedule, or table rows with the same properties.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// The path of the file to write. Wildcard characters have no special meaning. If no path is specified, the cmdlet returns the text.
    /// </summary>
    [Parameter(Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The title that calendar programs display.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = Messages.CalendarTitle;

    /// <summary>Also overwrites a read-only file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Does not overwrite an existing file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(Title), Title, Messages.ForDefault);
        _output = Path is null ? null : new OutputFile(this, Path, NoClobber);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (RefuseNothing(nameof(InputObject), InputObject))
        {
            _hasRefused = true;
            return;
        }

        try
        {
            _events.Add(EventOf(PipedMaintenance.Read(InputObject!)));
        }
        catch (CompassArgumentException exception)
        {
            _hasRefused = true;
            WriteFailure(exception, InputObject);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // If all piped objects were invalid, an existing file stays unchanged. An empty file would remove the windows from the calendars of its
        // subscribers.
        if (_hasRefused && _events.Count == 0)
        {
            return;
        }

        string text = CalendarWriter.Write(_events, Title, ModuleIdentity.UserAgent.Replace('/', ' '), DateTimeOffset.UtcNow);
        if (_output is null)
        {
            WriteObject(text);
        }
        else if (Approve(Messages.WriteCalendar(_events.Count, _output.Path)))
        {
            _output.Write(_ => Encoding.UTF8.GetBytes(text), Force);
        }
    }

    private static CalendarEvent EventOf(PipedMaintenance piped)
    {
        Maintenance window = piped.Window;
        string description = string.IsNullOrWhiteSpace(window.Description) ? Messages.CalendarNoDescription : window.Description!.Trim();
        string? whose = piped.TeamName ?? window.TeamId ?? (piped.IsGlobal ? Messages.CalendarGlobal : null);
        return new CalendarEvent
        {
            Uid = window.Id.Length > 0 ? window.Id : CalendarEvent.DeriveUid(window.TeamId, piped.IsGlobal, window.Description, window.StartDate!.Value),
            Start = window.StartDate!.Value,
            End = window.EndDate,
            Summary = whose is null ? description : $"{description} ({whose})",
            Description = string.Join("\n", window.Rules.Select(rule => rule.ToString())),
            IsCancelled = string.Equals(window.Status, KnownValues.Cancelled, StringComparison.OrdinalIgnoreCase),
        };
    }
}
