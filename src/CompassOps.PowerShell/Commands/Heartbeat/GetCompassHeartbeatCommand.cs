using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary><c>Get-CompassHeartbeat</c>: the heartbeats of teams, by name, wildcard or all.</summary>
[Cmdlet(VerbsCommon.Get, "CompassHeartbeat")]
[OutputType(typeof(Heartbeat))]
public sealed class GetCompassHeartbeatCommand : ServiceCmdlet
{
    private ListRange _window = new(0, null);
    private StatusFilter _status = new(null, StatusFilter.OfHeartbeats);

    /// <summary>The names; wildcards where typed, literal where piped. All where it is left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(HeartbeatNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The teams: their ids, ARIs, or the addresses of their pages; the connection's default one where it is left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? TeamId { get; set; }

    /// <summary>Only those of these states: Pending, Responsive, Unresponsive, or another word of the service's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HeartbeatStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>How many the service is asked for at a time.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int PageSize { get; set; }

    /// <summary>At most this many.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>Passes over this many.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, HeartbeatTeam.EmptyHint);
        RefuseEmpty(nameof(Name), Name, "Give a name or a wildcard, or leave the parameter out for all.");
        RefuseEmpty(nameof(Status), Status, "Give a state, or leave the parameter out for all.");
        _window = new ListRange(Skip, First > 0 ? First : null);
        _status = new StatusFilter(Status, StatusFilter.OfHeartbeats);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // Nothing that comes down the pipe is not everything: what is listed here may be removed next.
        if (IsBound(nameof(Name)) && Name is not { Length: > 0 })
        {
            WriteFailure(new CompassArgumentException("A heartbeat's name is empty.", nameof(Name)), null, "Heartbeat ''");
            return;
        }

        foreach (string? given in TeamId is { Length: > 0 } teams ? teams : new string?[] { null })
        {
            if (_window.IsFull)
            {
                return;
            }

            try
            {
                string teamId = HeartbeatTeam.Resolve(given, Service);
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
                WriteFailure(exception, given ?? Service.TeamId, Name is { Length: 1 } ? $"Heartbeat '{Name[0]}'" : null);
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!_window.IsFull && _status.Doubt() is { } doubt)
        {
            WriteWarning(doubt);
        }

        base.EndProcessing();
    }

    private void ByName(string teamId, string[] names)
    {
        WildcardPattern[] patterns = names.Where(IsPattern).Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
        HashSet<string> missing = new(names.Where(name => !IsPattern(name)).Select(Literal), StringComparer.OrdinalIgnoreCase);
        if (patterns.Length == 0)
        {
            foreach (string name in names.Select(Literal))
            {
                One(teamId, name);
            }

            return;
        }

        List(teamId, heartbeat => missing.Remove(heartbeat.Name) | patterns.Any(pattern => pattern.IsMatch(heartbeat.Name))
            || names.Contains(heartbeat.Name, StringComparer.OrdinalIgnoreCase));
        if (!_window.IsFull)
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
            WriteFailure(new CompassArgumentException("A heartbeat's name is empty.", nameof(Name)), name, $"Heartbeat '{name}'");
            return;
        }

        try
        {
            if (Await(Client.FindHeartbeatAsync(teamId, name, Observer, StopToken)) is { } heartbeat)
            {
                Emit(heartbeat);
            }
            else
            {
                NotFound(teamId, name);
            }
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            WriteFailure(exception, name, $"Heartbeat '{name}'");
        }
    }

    private void List(string teamId, Func<Heartbeat, bool> wanted)
    {
        // The service can pass over objects only where there is one list: not where several teams are typed or more may be piped.
        bool counted = Name is null && Status is null;
        bool oneList = TeamId is not { Length: > 1 } && (TeamId is null || IsTyped(nameof(TeamId)));
        ListOptions options = new()
        {
            PageSize = PageSize > 0 ? PageSize : null,
            Skip = counted && oneList ? _window.Skip : 0,
            Limit = counted && (_window.Skip == 0 || oneList) ? _window.Wanted : null,
        };
        if (options.Skip > 0)
        {
            _window.SkippedByService();
        }

        foreach (IReadOnlyList<Heartbeat> page in Pages(token => Client.ListHeartbeatsAsync(teamId, options, Observer, token)))
        {
            foreach (Heartbeat? heartbeat in page)
            {
                if (wanted(heartbeat))
                {
                    Emit(heartbeat);
                }

                if (_window.IsFull)
                {
                    return;
                }
            }
        }
    }

    private void Emit(Heartbeat heartbeat)
    {
        if (_status.Takes(heartbeat.Status) && _window.Take())
        {
            WriteResult(heartbeat);
        }
    }

    private void NotFound(string teamId, string name) => WriteError(new ErrorRecord(
        new CompassApiException(CompassErrorKind.NotFound, "ListHeartbeats", $"There is no heartbeat '{name}' in team {teamId}."),
        nameof(CompassErrorKind.NotFound), ErrorCategory.ObjectNotFound, name)
    {
        ErrorDetails = new ErrorDetails($"There is no heartbeat '{name}' in team {teamId}. Get-CompassHeartbeat without a name lists those that there are."),
    });

    private bool IsPattern(string name) => IsTyped(nameof(Name)) && WildcardPattern.ContainsWildcardCharacters(name);

    // What was typed with escaped wildcard characters means the characters; what was piped is taken as it is.
    private string Literal(string name) => IsTyped(nameof(Name)) ? WildcardPattern.Unescape(name) : name;
}
