using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Files;
using CompassOps.Planning;

namespace CompassOps.Commands;

/// <summary>
/// <c>Export-CompassMaintenance</c>: writes planned maintenance windows to a declaration file, and keeps all other content of an existing
/// file. If a list cannot be read, the cmdlet does not write the file.
/// </summary>
[Cmdlet(VerbsData.Export, "CompassMaintenance", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCompassMaintenanceCommand : ExportCmdlet
{
    private readonly Dictionary<string, IReadOnlyList<DeclaredMaintenance>> _teams = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<DeclaredMaintenance>? _global;

    /// <summary>The teams whose maintenance windows the cmdlet writes, by id, name, ARI or page address.</summary>
    [Parameter]
    [TeamIdTransformation(AllowsSeveral = true)]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? TeamId { get; set; }

    /// <summary>Writes the global maintenance windows.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <summary>Writes the global maintenance windows and the windows of all teams that the user can see.</summary>
    [Parameter]
    public SwitchParameter AllTeams { get; set; }

    private protected override void CheckParameters()
    {
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeamOrGlobal);
        if (TeamId is null && !Global && !AllTeams)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.GiveScopesToExport);
        }

        if (TeamId is not null && AllTeams)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.TeamAndAllTeams);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // The windows are read here and not in ProcessRecord, because PowerShell does not call ProcessRecord if the pipeline is empty.
        ReadScopes();
        base.EndProcessing();
    }

    private protected override void Write(DeclarationOutput output)
    {
        int count = _teams.Values.Sum(static windows => windows.Count) + (_global?.Count ?? 0);
        if (Approve(Messages.WriteWindows(count, output.Path)))
        {
            output.Write(_teams.Select(static team => new DeclaredTeam(team.Key, null) { Maintenance = team.Value }).ToArray(), _global);
        }
    }

    private void ReadScopes()
    {
        IEnumerable<string> teams = AllTeams
            ? TeamLists.VisibleTeams(this).Select(static team => team.TeamId)
            : (TeamId ?? Array.Empty<string>()).Select(team => TeamLookup.ResolveOrEnd(this, team));
        foreach (string teamId in teams)
        {
            if (Export(MaintenanceScope.Team(teamId)) is { } windows)
            {
                _teams[teamId] = windows;
            }
        }

        if (Global || AllTeams)
        {
            _global = Export(MaintenanceScope.Global);
        }
    }

    private IReadOnlyList<DeclaredMaintenance>? Export(MaintenanceScope scope)
    {
        if (new MaintenancePlanner(this).List(scope, KnownValues.NonExpired) is not { } windows)
        {
            HasFailed = true;
            return null;
        }

        MaintenanceSelection selection = new();
        foreach (Maintenance window in windows.Where(static window => string.Equals(window.Status, KnownValues.Planned, StringComparison.OrdinalIgnoreCase)))
        {
            if (selection.Add(window) is { } reason)
            {
                WriteWarning(Messages.WindowNotExported(window.Id, scope, reason));
            }
        }

        return selection.Windows;
    }
}
