using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;

namespace CompassOps.Commands;

/// <summary><c>Get-CompassTeam</c>: returns the teams that the user can see.</summary>
[Cmdlet(VerbsCommon.Get, "CompassTeam")]
[OutputType(typeof(Team))]
public sealed class GetCompassTeamCommand : ServiceCmdlet
{
    private IReadOnlyList<Team>? _teams;

    /// <summary>
    /// The names or ids of the teams. Names on the command line can contain wildcards, but piped names cannot. Default: all teams.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [AllowNull]
    [IdentityTransformation]
    [Alias("TeamName")]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? Name { get; set; }

    /// <summary>
    /// The teams, by id, ARI or page address. If heartbeats, maintenance windows or teams are piped, PowerShell binds the TeamId property
    /// of each object to this parameter.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [AllowNull]
    [TeamIdTransformation(AllowsSeveral = true)]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? TeamId { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(Name), Name, Messages.GiveNameOrAll);
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeamOrAll);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        bool hasTeam = TeamId is { Length: > 0 } && !Array.TrueForAll(TeamId, string.IsNullOrWhiteSpace);
        if (!hasTeam && !IsTyped(nameof(Name)))
        {
            if (TeamId is not null)
            {
                WriteError(ErrorRecords.Make(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument,
                    Messages.PipedWithoutTeam, null));
                return;
            }

            if (RefuseNothing(nameof(Name), Name))
            {
                return;
            }
        }

        _teams ??= TeamLists.VisibleTeams(this);
        bool typed = IsTyped(nameof(Name)) || IsTyped(nameof(TeamId));
        foreach (string name in (TeamId ?? Enumerable.Empty<string>()).Concat(Name ?? Enumerable.Empty<string>()).DefaultIfEmpty("*"))
        {
            NamePatterns choice = new(name, typed || !MyInvocation.ExpectingInput);
            Team[] found = _teams!.Where(team => choice.Is(team.TeamName) || choice.Is(team.TeamId)).ToArray();
            if (found.Length == 0 && !choice.IsPattern)
            {
                WriteError(ErrorRecords.Make(ErrorIds.TeamNotFound, ErrorCategory.ObjectNotFound,
                    Messages.TeamNotFound(name), name));
            }

            WriteObject(found, enumerateCollection: true);
        }
    }
}
