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
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary>
/// <c>Export-CompassHeartbeat</c>: writes heartbeats to a declaration file, and keeps all other content of an existing file. If a heartbeat cannot be
/// read, the cmdlet does not write the file.
/// </summary>
[Cmdlet(VerbsData.Export, "CompassHeartbeat", DefaultParameterSetName = ByTeam, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCompassHeartbeatCommand : ExportCmdlet
{
    private const string ByTeam = "Team";
    private const string ByObject = "Object";

    private readonly HeartbeatSelection _selection = new();

    /// <summary>The names of the heartbeats, with or without wildcards. Default: all heartbeats.</summary>
    [Parameter(Position = 1, ParameterSetName = ByTeam)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextListTransformation]
    [ArgumentCompleter(typeof(HeartbeatNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>
    /// The teams, by id, name, ARI or page address. Default: the default team of the connection. If heartbeats are piped, only one team is
    /// allowed, and it replaces the team of each heartbeat.
    /// </summary>
    [Parameter]
    [TeamIdTransformation(AllowsSeveral = true)]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? TeamId { get; set; }

    /// <summary>The heartbeats to write: output of Get-CompassHeartbeat, or table rows with the same properties.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>
    /// Whether the cmdlet sends requests. For piped heartbeats, it sends a request only to find the id of a team that is specified by its name.
    /// </summary>
    private protected override bool NeedsConnection =>
        !MyInvocation.ExpectingInput || (TeamId is { Length: 1 } && TeamId[0] is { } team && !TeamIdText.IsId(team));

    private protected override void CheckParameters()
    {
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeam);
        if (MyInvocation.ExpectingInput && TeamId is { Length: > 1 })
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.OneTeamForPiped);
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        try
        {
            if (ParameterSetName == ByObject)
            {
                Heartbeat heartbeat = PipedHeartbeat.Read(InputObject);
                Add((TeamId is null ? null : TeamLookup.Resolve(this, TeamId[0])) ?? (string.IsNullOrWhiteSpace(heartbeat.TeamId) ? null : heartbeat.TeamId) ?? throw new CompassArgumentException(
                    Messages.HeartbeatHasNoTeam, nameof(TeamId)), heartbeat);
                return;
            }

            IEnumerable<string> teams = (TeamId ?? new string?[] { null }).Select(given => TeamLookup.Resolve(this, TeamResolver.OfHeartbeat(given, Service)));
            foreach (string teamId in teams.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                AddTeam(teamId);
            }
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            Fail(exception, InputObject, InputObject?.Properties["Name"]?.Value is { } name ? Messages.Heartbeat($"{name}") : null);
        }
    }

    private protected override void Write(DeclarationOutput output)
    {
        if (_selection.TeamCount == 0)
        {
            ThrowFailure(ErrorIds.NothingToExport, ErrorCategory.InvalidData, Messages.NothingToExport(output.Path), output.Path);
        }

        if (Approve(Messages.WriteFile(_selection.Count, _selection.TeamCount, output.Path)))
        {
            output.Write(_selection.Declare());
        }
    }

    private void AddTeam(string teamId)
    {
        if (new HeartbeatPlanner(this).List(teamId) is not { } there)
        {
            HasFailed = true;
            return;
        }

        _selection.AddTeam(teamId);
        (string Name, WildcardPattern Pattern)[] patterns = (Name ?? new[] { "*" }).Select(name => (Name: name, Pattern: WildcardPattern.Get(name, WildcardOptions.IgnoreCase))).ToArray();
        foreach (Heartbeat? heartbeat in there.Where(heartbeat => patterns.Any(pattern => pattern.Pattern.IsMatch(heartbeat.Name))))
        {
            Add(teamId, heartbeat);
        }

        foreach ((string? name, WildcardPattern? pattern) in patterns.Where(pattern => !WildcardPattern.ContainsWildcardCharacters(pattern.Name)))
        {
            if (!there.Any(heartbeat => pattern.IsMatch(heartbeat.Name)))
            {
                HasFailed = true;
                WriteError(ErrorRecords.Make(ErrorIds.NotFound, ErrorCategory.ObjectNotFound, Messages.HeartbeatNotFoundAdvice(name, teamId), name));
            }
        }
    }

    private void Add(string teamId, Heartbeat heartbeat)
    {
        try
        {
            _selection.Add(teamId, heartbeat);
        }
        catch (CompassArgumentException exception)
        {
            Fail(exception, heartbeat, Messages.Heartbeat(heartbeat.Name));
        }
    }

    private void Fail(Exception exception, object? target, string? item)
    {
        HasFailed = true;
        WriteFailure(exception, target, item);
    }
}
