using System;
using System.Management.Automation;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;

namespace CompassOps.Commands;

/// <summary><c>Set-CompassHeartbeat</c>: changes the specified properties of heartbeats. All other properties stay the same.</summary>
[Cmdlet(VerbsCommon.Set, "CompassHeartbeat", SupportsShouldProcess = true)]
[OutputType(typeof(Heartbeat))]
public sealed class SetCompassHeartbeatCommand : NamedHeartbeatCmdlet
{
    private const string DefaultPriority = "P3";

    private HeartbeatPatch _patch = new();

    /// <summary>The description of the heartbeat. Null or an empty text clears the description.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    public string? Description { get; set; }

    /// <summary>The longest time between two pings, in the unit that -IntervalUnit specifies. The minimum is 1.</summary>
    [Parameter]
    [WholeNumberTransformation]
    public int? Interval { get; set; }

    /// <summary>The unit of the interval: minutes, hours or days.</summary>
    [Parameter]
    [Alias("Unit")]
    [WordTransformation]
    [ArgumentCompleter(typeof(IntervalUnitCompleter))]
    public string? IntervalUnit { get; set; }

    /// <summary>
    /// The longest time between two pings: a timespan, or text such as 30m, 2h or 1d. The time must be whole minutes. Replaces -Interval and
    /// -IntervalUnit.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Period { get; set; }

    /// <summary>Whether the heartbeat is enabled. Only an enabled heartbeat raises alerts.</summary>
    [Parameter]
    [BooleanTransformation]
    public bool? Enabled { get; set; }

    /// <summary>The text of the alert. Null or an empty value clears the text.</summary>
    [Parameter]
    [Alias("Message")]
    [AllowEmptyString]
    [AllowNull]
    public string? AlertMessage { get; set; }

    /// <summary>The tags of the alert. Null or an empty list removes all tags.</summary>
    [Parameter]
    [Alias("AlertTags", "Tags", "Tag")]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [AllowNull]
    [TagTransformation]
    public string[]? AlertTag { get; set; }

    /// <summary>
    /// The priority of the alert, P1 to P5. Null or an empty text resets the priority to P3, which is the default of the service.
    /// </summary>
    [Parameter]
    [Alias("Priority")]
    [AllowEmptyString]
    [AllowNull]
    [WordTransformation]
    [ArgumentCompleter(typeof(PriorityCompleter))]
    public string? AlertPriority { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(Interval), Interval, Messages.GiveInterval);
        RefuseEmpty(nameof(IntervalUnit), IntervalUnit, Messages.GiveIntervalUnit);
        RefuseEmpty(nameof(Period), Period, Messages.GiveDuration);
        RefuseEmpty(nameof(Enabled), Enabled, Messages.GiveBoolean);
        try
        {
            _patch = Patch();
            if (_patch.IsEmpty)
            {
                throw new CompassArgumentException(Messages.NoHeartbeatChange, null);
            }

            _patch.Validate();
        }
        catch (CompassArgumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, null));
        }
    }

    private protected override void Process(string teamId, string name)
    {
        if (Approve(Messages.ChangeHeartbeat(name, teamId)))
        {
            Run(name, token => Client.UpdateHeartbeatAsync(teamId, name, _patch, Observer, token));
        }
    }

    private HeartbeatPatch Patch()
    {
        (int? interval, string? unit) = HeartbeatTiming.Choose(Interval, IntervalUnit, Period);
        return new HeartbeatPatch
        {
            Description = Given(nameof(Description), Description),
            Interval = interval,
            IntervalUnit = unit,
            Enabled = Enabled,
            AlertMessage = Given(nameof(AlertMessage), AlertMessage),
            AlertTags = IsTyped(nameof(AlertTag)) ? AlertTag ?? Array.Empty<string>() : null,
            AlertPriority = !IsTyped(nameof(AlertPriority)) ? null : string.IsNullOrWhiteSpace(AlertPriority) ? DefaultPriority : AlertPriority!.Trim(),
        };
    }

    private string? Given(string parameter, string? value) => IsTyped(parameter) ? value ?? "" : null;
}
