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
using CompassOps.Waiting;

namespace CompassOps.Commands;

/// <summary>
/// <c>Wait-CompassMaintenance</c>: waits until maintenance windows have a certain status. Returns each window immediately when it has this
/// status.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "CompassMaintenance")]
[OutputType(typeof(Maintenance))]
public sealed class WaitCompassMaintenanceCommand : IdentifiedMaintenanceCmdlet
{
    // The order in which a window gets its statuses. A window never returns to an earlier status. The list does not contain "cancelled",
    // because a planned or an active window can be cancelled.
    private static readonly string[] Stages = { KnownValues.Planned, KnownValues.Active, KnownValues.Past };

    private static readonly ListOptions NotYetOver = new() { Type = KnownValues.NonExpired };

    private StatusWait<MaintenanceScope, Maintenance> _wait = null!;

    /// <summary>The statuses to wait for: planned, active, past, cancelled, or another status that the service uses.</summary>
    [Parameter(Position = 1)]
    [WordListTransformation]
    [ArgumentCompleter(typeof(MaintenanceStatusCompleter))]
    public string[] Status { get; set; } = { KnownValues.Active };

    /// <summary>The maximum time to wait, in seconds. Default: no limit.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TimeoutSec { get; set; }

    /// <summary>The time between two rounds of requests, in seconds. The time varies randomly by up to a quarter.</summary>
    [Parameter]
    [ValidateRange(0.1, 3600.0)]
    public double IntervalSec { get; set; } = 5;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(Status), Status, Messages.GiveStatusToWaitFor);
        if (StatusFilter.DoubtOfWait(Status, KnownValues.MaintenanceStatuses) is { } doubt)
        {
            WriteWarning(doubt);
        }

        _wait = new StatusWait<MaintenanceScope, Maintenance>(Status)
        {
            Read = ReadAsync,
            Status = static window => window.Status,
            MissingHint = scope => scope.IsGlobal && IsAssumedGlobal ? Messages.LookedAmongGlobal : null,
            MayReach = static (window, status) => MayReach(window.Status, status),
            Describe = static window => window.Status ?? "",
            Interval = TimeSpan.FromSeconds(IntervalSec),
            Time = Time,
        };
    }

    private protected override TimeSpan? TimeLimit => TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null;

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        new WaitLoop<MaintenanceScope, Maintenance>(this, _wait).Run(ThrottleLimit);
        base.EndProcessing();
    }

    private protected override void Process(MaintenanceScope scope, string id) => _wait.Add(scope, id, Messages.Maintenance(id));

    private static bool MayReach(string? now, string wanted)
    {
        int stage = Array.FindIndex(Stages, word => string.Equals(word, now, StringComparison.OrdinalIgnoreCase));
        bool isOver = stage == Stages.Length - 1 || string.Equals(now, KnownValues.Cancelled, StringComparison.OrdinalIgnoreCase);
        int target = Array.FindIndex(Stages, word => string.Equals(word, wanted, StringComparison.OrdinalIgnoreCase));
        return !isOver && (target < 0 || stage < 0 || target > stage);
    }

    // For several ids, lists the windows that have not ended. This list is short even if a team has many past windows. If the list does not
    // contain a window, reads this window by its id.
    private async Task<IReadOnlyDictionary<string, Maintenance>> ReadAsync(MaintenanceScope scope, IReadOnlyList<string> ids, CancellationToken token)
    {
        Dictionary<string, Maintenance> found = new(StringComparer.OrdinalIgnoreCase);
        if (ids.Count > 1)
        {
            await foreach (IReadOnlyList<Maintenance>? page in Client.ListMaintenancesAsync(scope, NotYetOver, Observer, token).ConfigureAwait(false))
            {
                foreach (Maintenance? window in page.Where(window => ids.Contains(window.Id, StringComparer.OrdinalIgnoreCase)))
                {
                    found[window.Id] = window;
                }
            }
        }

        foreach (string id in ids.Where(id => !found.ContainsKey(id)))
        {
            try
            {
                found[id] = await Client.GetMaintenanceAsync(scope, id, Observer, token).ConfigureAwait(false);
            }
            catch (CompassApiException missing) when (missing.Kind == CompassErrorKind.NotFound)
            {
                // Omit the window from the result. If the window stays missing, StatusWait reports an error after several rounds.
            }
        }

        return found;
    }
}
