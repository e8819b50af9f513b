using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Formatting;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary><c>New-CompassHeartbeat</c>: creates heartbeats from parameters, table rows or heartbeat objects.</summary>
[Cmdlet(VerbsCommon.New, "CompassHeartbeat", SupportsShouldProcess = true)]
[OutputType(typeof(Heartbeat))]
public sealed class NewCompassHeartbeatCommand : PipelineCreateCmdlet
{
    private readonly Dictionary<string, HashSet<string>> _existing = new(StringComparer.Ordinal);

    /// <summary>The name of the heartbeat. The name is unique within the team, and it cannot be changed later.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [IdentityTransformation]
    public string? Name { get; set; }

    /// <summary>The team, by id, name, ARI or page address. Default: the default team of the connection.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>The longest time between two pings, in the unit that -IntervalUnit specifies. The minimum is 1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    public int? Interval { get; set; }

    /// <summary>The unit of the interval: minutes, hours or days.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Unit")]
    [WordTransformation]
    [ArgumentCompleter(typeof(IntervalUnitCompleter))]
    public string? IntervalUnit { get; set; }

    /// <summary>
    /// The longest time between two pings: a timespan, or text such as 30m, 2h or 1d. The time must be whole minutes. Replaces -Interval and
    /// -IntervalUnit.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Period { get; set; }

    /// <summary>The description of the heartbeat.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [TextTransformation]
    public string? Description { get; set; }

    /// <summary>Whether the heartbeat is enabled. Only an enabled heartbeat raises alerts. Default: true.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BooleanTransformation]
    [PSDefaultValue(Value = true)]
    public bool? Enabled { get; set; }

    /// <summary>The text of the alert.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Message")]
    [AllowEmptyString]
    [AllowNull]
    [TextTransformation]
    public string? AlertMessage { get; set; }

    /// <summary>The tags of the alert. One text can contain several tags, separated by commas or semicolons.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AlertTags", "Tags", "Tag")]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [AllowNull]
    [TagTransformation]
    public string[]? AlertTag { get; set; }

    /// <summary>The priority of the alert, P1 to P5. If no priority is specified, the service uses P3.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Priority")]
    [AllowEmptyString]
    [AllowNull]
    [WordTransformation]
    [ArgumentCompleter(typeof(PriorityCompleter))]
    public string? AlertPriority { get; set; }

    /// <summary>Creates no heartbeat if the team already has a heartbeat with this name. The existing heartbeat stays unchanged.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeam);
        RefuseEmpty(nameof(Interval), Interval, Messages.GiveInterval);
        RefuseEmpty(nameof(IntervalUnit), IntervalUnit, Messages.GiveIntervalUnit);
        RefuseEmpty(nameof(Period), Period, Messages.GiveDuration);
        RefuseEmpty(nameof(Enabled), Enabled, Messages.ForEnabled);
    }

    // Heartbeat objects from the service or from Opsgenie have these properties, so the cmdlet does not warn about them.
    private protected override IEnumerable<string> IgnoredColumns =>
        typeof(Heartbeat).GetProperties().Select(property => property.Name).Concat(new[] { "id", "expired", "ownerTeam", "lastPingTime" });

    private protected override void Create()
    {
        string name = Name ?? "";
        string item = Describe(name, "Heartbeat");
        try
        {
            string teamId = TeamLookup.Resolve(this, TeamResolver.OfHeartbeat(TeamId, Service));
            HeartbeatCreate request = Request(name);
            request.Validate();
            WarnOfTagWithBlanks();
            if (SkipExisting && Exists(teamId, name))
            {
                WriteVerbose(Messages.HeartbeatExists(name, teamId));
            }
            else if (Approve(Messages.CreateHeartbeat(name, teamId, Summary(request))))
            {
                Run((object?)Row ?? name, token => CreateAsync(teamId, request, token), item);
            }
        }
        catch (Exception exception) when (exception is CompassArgumentException or CompassApiException)
        {
            WriteFailure(exception, (object?)Row ?? name, item);
        }
    }

    private void WarnOfTagWithBlanks()
    {
        if (Row is not null && !IsTyped(nameof(AlertTag)) && PipedHeartbeat.TagDoubt(Row) is { } doubt)
        {
            WriteWarning(doubt);
        }
    }

    private bool Exists(string teamId, string name)
    {
        if (!_existing.TryGetValue(teamId, out HashSet<string>? names))
        {
            names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (IReadOnlyList<Heartbeat> page in Pages(token => Client.ListHeartbeatsAsync(teamId, ListOptions.All, Observer, token)))
            {
                names.UnionWith(page.Select(heartbeat => heartbeat.Name));
            }

            _existing.Add(teamId, names);
        }

        return names.Contains(name.Trim());
    }

    private async Task<Heartbeat?> CreateAsync(string teamId, HeartbeatCreate request, CancellationToken token)
    {
        try
        {
            return await Client.CreateHeartbeatAsync(teamId, request, Observer, token).ConfigureAwait(false);
        }
        catch (CompassApiException conflict) when (SkipExisting && conflict.Kind == CompassErrorKind.Conflict)
        {
            // Another user or an earlier piped row created the heartbeat after the list was read. -SkipExisting skips it without an error.
            return null;
        }
    }

    private static string Summary(HeartbeatCreate request)
    {
        string period = HeartbeatPeriod.From(request.Interval, request.IntervalUnit) is { } time ? DisplayText.Duration(time) : $"{request.Interval} {request.IntervalUnit}";
        string priority = request.AlertPriority is { } word ? ", " + KnownValues.Priority(word) : "";
        string tags = request.AlertTags is { } list ? ", tags " + string.Join(", ", list) : "";
        return $"{period}, {(request.Enabled ? "enabled" : "disabled")}{priority}{tags}";
    }

    private HeartbeatCreate Request(string name)
    {
        (int? interval, string? unit) = Timing();
        if (interval is null || unit is null)
        {
            throw new CompassArgumentException(Messages.HeartbeatHasNoInterval, nameof(Interval));
        }

        return new HeartbeatCreate
        {
            Name = name,
            Interval = interval.Value,
            IntervalUnit = unit,
            Description = Text(Description),
            Enabled = Enabled ?? true,
            AlertMessage = Text(AlertMessage),
            AlertTags = AlertTag is { Length: > 0 } ? AlertTag : null,
            AlertPriority = Text(AlertPriority?.Trim()),
        };
    }

    // A piped heartbeat can state its timing twice: as an interval with a unit, and as a period. If the two differ, the method throws.
    // Values on the command line override the piped timing.
    private (int? Interval, string? Unit) Timing()
    {
        bool typedPeriod = IsTyped(nameof(Period));
        bool typedInterval = IsTyped(nameof(Interval)) || IsTyped(nameof(IntervalUnit));
        if (typedPeriod && !typedInterval)
        {
            return HeartbeatTiming.Choose(null, null, Period);
        }

        bool pipedBoth = !typedPeriod && Period is not null && Interval is not null && !string.IsNullOrWhiteSpace(IntervalUnit);
        if (pipedBoth && !typedInterval && HeartbeatPeriod.From(Interval, HeartbeatTiming.Unit(IntervalUnit)) is { } stated && stated != Period)
        {
            throw new CompassArgumentException(Messages.PeriodContradicts(stated, Period), nameof(Period));
        }

        return HeartbeatTiming.Choose(Interval, IntervalUnit, pipedBoth || (typedInterval && !typedPeriod) ? null : Period);
    }

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
