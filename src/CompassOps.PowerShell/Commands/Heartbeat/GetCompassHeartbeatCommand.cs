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

/// <summary><c>Get-CompassHeartbeat</c>: returns the heartbeats of teams, by name, wildcard or all.</summary>
[Cmdlet(VerbsCommon.Get, "CompassHeartbeat", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Heartbeat))]
public sealed class GetCompassHeartbeatCommand : ListCmdlet
{
    /// <summary>The names. Typed names may have wildcards, piped names are literal. Omit it for all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(HeartbeatNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Returns only heartbeats of these statuses: Pending, Responsive, Unresponsive, Off (disabled), or another word of the service.</summary>
    [Parameter]
    [WordListTransformation]
    [ArgumentCompleter(typeof(HeartbeatStatusCompleter))]
    public string[]? Status { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeam);
        RefuseEmpty(nameof(Name), Name, Messages.GiveNameOrAll);
        Select(Status, KnownValues.HeartbeatStatuses);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // An empty name from the pipeline must not mean every heartbeat: the result may be piped to Remove-.
        if (IsBound(nameof(Name)) && Name is not { Length: > 0 })
        {
            WriteFailure(new CompassArgumentException(Messages.HeartbeatNameEmpty, nameof(Name)), null, Messages.Heartbeat(""));
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
                string teamId = TeamResolver.OfHeartbeat(given, Service);
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
                Emit(heartbeat, heartbeat.Status);
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
        returnsAll: Name is null,
        heartbeat =>
        {
            if (isWanted(heartbeat))
            {
                Emit(heartbeat, heartbeat.Status);
            }
        });

    private void NotFound(string teamId, string name) => WriteError(new ErrorRecord(
        new CompassApiException(CompassErrorKind.NotFound, "ListHeartbeats", Messages.HeartbeatNotFound(name, teamId)),
        ErrorIds.NotFound, ErrorCategory.ObjectNotFound, name)
    {
        ErrorDetails = new ErrorDetails(Messages.HeartbeatNotFoundAdvice(name, teamId)),
    });

    private bool IsPattern(string name) => IsTyped(nameof(Name)) && WildcardPattern.ContainsWildcardCharacters(name);

    // Escaped wildcard characters in a typed name stand for the characters. A piped name is literal.
    private string Literal(string name) => IsTyped(nameof(Name)) ? WildcardPattern.Unescape(name) : name;
}
