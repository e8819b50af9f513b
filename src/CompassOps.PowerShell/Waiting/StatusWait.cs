using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Concurrency;
using CompassOps.Errors;

namespace CompassOps.Waiting;

/// <summary>An object that the cmdlet waits for.</summary>
internal sealed record WaitItem(string Id, string Description)
{
    /// <summary>The status in the latest response. Null if no response contained the object.</summary>
    public string? LastStatus { get; set; }

    /// <summary>The number of consecutive rounds in which the object was missing.</summary>
    public int Misses { get; set; }
}

/// <summary>
/// Determines whether objects have reached one of the wanted statuses. Each round reads each group of objects, such as the heartbeats of a
/// team, once. <see cref="WaitLoop{TGroup, TObject}"/> repeats the rounds and writes the results.
/// </summary>
internal sealed class StatusWait<TGroup, TObject>
    where TGroup : notnull
    where TObject : class
{
    // The number of consecutive rounds after which a missing object is an error. One round is not enough, because the list does not show a
    // new object immediately.
    private const int MissesUntilError = 3;

    // The last round begins this time before the time limit, so that its requests can complete.
    private static readonly TimeSpan LastRoundTime = TimeSpan.FromSeconds(1);

    private readonly Dictionary<TGroup, List<WaitItem>> _pending = new();
    private readonly string[] _wanted;
    private readonly Random _random = new();
    private bool _isLastRound;

    public StatusWait(string[] wanted) => _wanted = wanted;

    /// <summary>Reads the objects with these ids from one group. The result does not contain missing objects.</summary>
    public Func<TGroup, IReadOnlyList<string>, CancellationToken, Task<IReadOnlyDictionary<string, TObject>>> Read { get; init; } = null!;

    public Func<TObject, string?> Status { get; init; } = null!;

    /// <summary>Returns whether an object can still reach a status.</summary>
    public Func<TObject, string, bool> MayReach { get; init; } = static (_, _) => true;

    /// <summary>
    /// Describes the status of an object for an error message. The description of a disabled heartbeat also contains the reason why its
    /// status cannot change.
    /// </summary>
    public Func<TObject, string> Describe { get; init; } = static _ => "";

    /// <summary>Returns advice for the error message about a missing object, or null.</summary>
    public Func<TGroup, string?> MissingHint { get; init; } = static _ => null;

    /// <summary>The average time between two rounds. <see cref="NextPause"/> changes the time randomly.</summary>
    public TimeSpan Interval { get; init; }

    public TimeBudget Time { get; init; } = null!;

    /// <summary>The items that the cmdlet still waits for.</summary>
    public IEnumerable<WaitItem> Pending => _pending.Values.SelectMany(items => items);

    /// <summary>The number of all items, including those that the cmdlet no longer waits for.</summary>
    public int Total { get; private set; }

    public IReadOnlyList<string> Wanted => _wanted;

    /// <summary>
    /// Returns the time until the next round: the interval, randomly changed by up to a quarter. If the time limit would leave no time for this
    /// round, the last round begins shortly before the limit. After the last round, returns the remaining time.
    /// </summary>
    public TimeSpan NextPause()
    {
        TimeSpan pause = new((long)(Interval.Ticks * (0.75 + (_random.NextDouble() / 2))));
        if (Time.Remaining is not { } left)
        {
            return pause;
        }

        TimeSpan half = new(left.Ticks / 2);
        TimeSpan latest = half > LastRoundTime ? left - LastRoundTime : half;
        if (pause <= latest)
        {
            return pause;
        }

        if (_isLastRound)
        {
            return left;
        }

        _isLastRound = true;
        return latest;
    }

    /// <summary>Adds an item, unless it was already added.</summary>
    public void Add(TGroup group, string id, string description)
    {
        if (!_pending.TryGetValue(group, out List<WaitItem>? items))
        {
            _pending.Add(group, items = new List<WaitItem>());
        }

        if (!items.Exists(item => SameId(item.Id, id)))
        {
            items.Add(new WaitItem(id, description));
            Total++;
        }
    }

    /// <summary>Reads each group once. Reads at most <paramref name="limit"/> groups at the same time.</summary>
    public async Task<IReadOnlyList<Looked>> LookAsync(int limit, CancellationToken token)
    {
        // The time limit starts with the first round, so that the time of earlier commands in the pipeline does not count.
        using CancellationTokenSource expiry = Time.Start(token);
        using SemaphoreSlim slots = new(limit, limit);
        return await Task.WhenAll(_pending.Keys.ToArray().Select(group => LookAsync(group, slots, expiry.Token, token))).ConfigureAwait(false);
    }

    /// <summary>
    /// Processes the result of reading one group. Calls <paramref name="reached"/> for each object that has a wanted status. Calls
    /// <paramref name="failed"/> for each item that cannot be read, does not exist or can no longer reach a wanted status. Returns true
    /// after a temporary failure. The cmdlet then continues to wait for the items of the group.
    /// </summary>
    public bool Take(Looked looked, Action<TObject> reached, Action<WaitItem, ErrorRecord> failed)
    {
        List<WaitItem> items = _pending[looked.Group];
        if (looked.Failure is { } failure)
        {
            if (failure is TimeoutException or CompassApiException { Kind: CompassErrorKind.Timeout or CompassErrorKind.ConnectionFailed or CompassErrorKind.ServiceError or CompassErrorKind.Throttled })
            {
                return true;
            }

            foreach (WaitItem item in items)
            {
                failed(item, ErrorRecords.From(failure, item.Id, item.Description));
            }

            items.Clear();
        }
        else
        {
            items.RemoveAll(item => IsSettled(looked.Group, item, looked.Found!, reached, failed));
        }

        if (items.Count == 0)
        {
            _pending.Remove(looked.Group);
        }

        return false;
    }

    private static bool SameId(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private bool IsSettled(
        TGroup group, WaitItem item, IReadOnlyDictionary<string, TObject> found, Action<TObject> reached, Action<WaitItem, ErrorRecord> failed)
    {
        if (!found.TryGetValue(item.Id, out TObject? thing))
        {
            item.Misses++;
            if (item.Misses < MissesUntilError)
            {
                return false;
            }

            failed(item, ErrorRecords.Make(ErrorIds.NotFound, ErrorCategory.ObjectNotFound,
                Messages.WaitItemMissing(item.Description, MissingHint(group)), item.Id));
            return true;
        }

        item.Misses = 0;
        item.LastStatus = Status(thing);
        if (_wanted.Contains(item.LastStatus ?? "", StringComparer.OrdinalIgnoreCase))
        {
            reached(thing);
            return true;
        }

        if (_wanted.Any(status => MayReach(thing, status)))
        {
            return false;
        }

        failed(item, ErrorRecords.Make(ErrorIds.StatusOutOfReach, ErrorCategory.InvalidOperation,
            Messages.StatusOutOfReach(item.Description, Describe(thing), _wanted), item.Id));
        return true;
    }

    private async Task<Looked> LookAsync(TGroup group, SemaphoreSlim slots, CancellationToken expiry, CancellationToken token)
    {
        bool entered = false;
        try
        {
            await slots.WaitAsync(expiry).ConfigureAwait(false);
            entered = true;
            return new Looked(group, await Read(group, _pending[group].ConvertAll(item => item.Id), expiry).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            return new Looked(group, null, exception);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new Looked(group, null, new TimeoutException(Messages.LookTookTooLong));
        }
        finally
        {
            if (entered)
            {
                slots.Release();
            }
        }
    }

    /// <summary>The objects that were found in one group, or the error that occurred.</summary>
    internal sealed record Looked(TGroup Group, IReadOnlyDictionary<string, TObject>? Found, Exception? Failure);
}
