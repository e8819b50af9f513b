using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary><c>Get-CompassHeartbeat</c>: returns all heartbeats of teams, or only heartbeats with certain names.</summary>
[Cmdlet(VerbsCommon.Get, "CompassHeartbeat", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Heartbeat))]
public sealed class GetCompassHeartbeatCommand : ListCmdlet
{
    /// <summary>
    /// The names of the heartbeats. Names on the command line can contain wildcards, but piped names cannot. Default: all heartbeats.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(HeartbeatNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>
    /// Returns only heartbeats with one of the specified statuses. Specify Pending, Responsive, Unresponsive, Off (disabled), or another
    /// status that the service uses.
    /// </summary>
    [Parameter]
    [WordListTransformation]
    [ArgumentCompleter(typeof(HeartbeatStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Returns only heartbeats with at least one of these tags.</summary>
    [Parameter]
    [Alias("Tag")]
    [TagTransformation]
    public string[]? AlertTag { get; set; }

    /// <summary>Returns only heartbeats with one of the specified alert priorities, P1 to P5.</summary>
    [Parameter]
    [Alias("Priority")]
    [WordListTransformation]
    [ArgumentCompleter(typeof(PriorityCompleter))]
    public string[]? AlertPriority { get; set; }

    /// <summary>Returns only enabled heartbeats if the value is $true, and only disabled heartbeats if it is $false.</summary>
    [Parameter]
    [BooleanTransformation]
    public bool? Enabled { get; set; }

    private bool IsFiltered => AlertTag is not null || AlertPriority is not null || Enabled is not null;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeam);
        RefuseEmpty(nameof(Name), Name, Messages.GiveNameOrAll);
        RefuseEmpty(nameof(AlertTag), AlertTag, Messages.GiveTag);
        RefuseEmpty(nameof(AlertPriority), AlertPriority, Messages.GivePriority);
        RefuseEmpty(nameof(Enabled), Enabled, Messages.GiveEnabled);
        Select(Status, KnownValues.HeartbeatStatuses);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // An empty name from the pipeline must not select all heartbeats, because a user can pipe the output to Remove-CompassHeartbeat.
        if (IsBound(nameof(Name)) && Name is not { Length: > 0 })
        {
            WriteFailure(new CompassArgumentException(Messages.HeartbeatNameEmpty, nameof(Name)), null, Messages.Heartbeat(""));
            return;
        }

        if (AllTeams)
        {
            ListAllTeams();
            return;
        }

        foreach (string? given in TeamId is { Length: > 0 } teams ? teams : new string?[] { null })
        {
            if (IsFull)
            {
                return;
            }

            try
            {
                string teamId = TeamLookup.Resolve(this, TeamResolver.OfHeartbeat(given, Service));
                if (Name is null)
                {
                    List(teamId, static _ => true);
                }
                else
                {
                    ByName(teamId, Name);
                }
            }
            catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
            {
                WriteFailure(exception, given ?? Service.TeamId, Name is { Length: 1 } ? Messages.Heartbeat(Name[0]) : null);
            }
        }
    }

    private void ListAllTeams()
    {
        if (IsBound(nameof(TeamId)))
        {
            WriteFailure(new CompassArgumentException(Messages.PipedWithAllTeams, nameof(TeamId)), Name);
            return;
        }

        HashSet<string> missing = Literals(Name ?? Array.Empty<string>());
        Func<Heartbeat, bool> isWanted = Name is null ? static _ => true : NameFilter(Name, missing);
        foreach (TeamList<Heartbeat> read in ListTeams<Heartbeat>(
            TeamLists.VisibleTeams(this), (team, options, token) => Client.ListHeartbeatsAsync(team!.TeamId, options, Observer, token)))
        {
            foreach (Heartbeat heartbeat in read.Items.Where(isWanted))
            {
                Show(heartbeat);
            }

            if (IsFull)
            {
                return;
            }
        }

        foreach (string name in missing)
        {
            WriteError(ErrorRecords.Make(ErrorIds.NotFound, ErrorCategory.ObjectNotFound, Messages.HeartbeatInNoTeam(name), name));
        }
    }

    private void ByName(string teamId, string[] names)
    {
        HashSet<string> missing = Literals(names);
        if (!names.Any(IsPattern))
        {
            foreach (string name in names.Select(Literal))
            {
                One(teamId, name);
            }

            return;
        }

        List(teamId, NameFilter(names, missing));
        if (!IsFull)
        {
            foreach (string name in missing)
            {
                NotFound(teamId, name);
            }
        }
    }

    private void One(string teamId, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            WriteFailure(new CompassArgumentException(Messages.HeartbeatNameEmpty, nameof(Name)), name, Messages.Heartbeat(name));
            return;
        }

        try
        {
            if (Await(Client.FindHeartbeatAsync(teamId, name, Observer, StopToken)) is { } heartbeat)
            {
                Show(heartbeat);
            }
            else
            {
                NotFound(teamId, name);
            }
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            WriteFailure(exception, name, Messages.Heartbeat(name));
        }
    }

    private void List(string teamId, Func<Heartbeat, bool> isWanted) => List<Heartbeat>(
        (options, token) => Client.ListHeartbeatsAsync(teamId, options, Observer, token),
        returnsAll: Name is null && !IsFiltered,
        heartbeat =>
        {
            if (isWanted(heartbeat))
            {
                Show(heartbeat);
            }
        });

    private void Show(Heartbeat heartbeat)
    {
        if ((AlertTag is null || heartbeat.AlertTags.Intersect(AlertTag, StringComparer.OrdinalIgnoreCase).Any())
            && (AlertPriority is null || AlertPriority.Contains(heartbeat.AlertPriority ?? "", StringComparer.OrdinalIgnoreCase))
            && (Enabled is null || heartbeat.Enabled == Enabled))
        {
            Emit(TeamNames.AddTo(heartbeat, Service), heartbeat.Status);
        }
    }

    private HashSet<string> Literals(string[] names) =>
        new(names.Where(name => !IsPattern(name)).Select(Literal), StringComparer.OrdinalIgnoreCase);

    // Returns a filter for heartbeats. When a heartbeat has one of the specified names, the filter also removes this name from the missing
    // names.
    private Func<Heartbeat, bool> NameFilter(string[] names, HashSet<string> missing)
    {
        WildcardPattern[] patterns = names.Where(IsPattern).Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
        HashSet<string> literals = Literals(names);
        return heartbeat => missing.Remove(heartbeat.Name) | patterns.Any(pattern => pattern.IsMatch(heartbeat.Name)) || literals.Contains(heartbeat.Name);
    }

    private void NotFound(string teamId, string name) => WriteError(new ErrorRecord(
        new CompassApiException(CompassErrorKind.NotFound, "ListHeartbeats", Messages.HeartbeatNotFound(name, teamId)),
        ErrorIds.NotFound, ErrorCategory.ObjectNotFound, name)
    {
        ErrorDetails = new ErrorDetails(Messages.HeartbeatNotFoundAdvice(name, teamId)),
    });

    private bool IsPattern(string name) => IsTyped(nameof(Name)) && WildcardPattern.ContainsWildcardCharacters(name);

    // Removes the escape characters from a name on the command line. In a piped name, all characters are literal.
    private string Literal(string name) => IsTyped(nameof(Name)) ? WildcardPattern.Unescape(name) : name;
}
