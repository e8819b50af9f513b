using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Concurrency;
using CompassOps.Errors;

namespace CompassOps.Waiting;

/// <summary>One item of a wait.</summary>
/// <param name="Id">The identity within the group.</param>
/// <param name="Description">The name in messages.</param>
internal sealed record WaitItem(string Id, string Description)
{
    /// <summary>The status in the latest response; null if it was never found.</summary>
    public string? LastStatus { get; set; }

    /// <summary>The number of consecutive rounds in which it was missing.</summary>
    public int Misses { get; set; }
}

/// <summary>
/// Waits until objects have one of several statuses: lists each group (such as a team) once a round, and determines which objects have
/// a status and which can no longer reach one. It does not depend on the shell; the cmdlet waits and writes.
/// </summary>
/// <typeparam name="TGroup">The key by which objects are listed.</typeparam>
/// <typeparam name="TObject">The objects.</typeparam>
internal sealed class StatusWait<TGroup, TObject>
    where TGroup : notnull
    where TObject : class
{
    // Lists lag: a new object may be missing in the first round.
    private const int MissesUntilError = 3;

    private readonly Dictionary<TGroup, List<WaitItem>> _pending = new();
    private readonly string[] _wanted;
    private readonly Random _random = new();

    /// <param name="wanted">The statuses to wait for.</param>
    public StatusWait(string[] wanted) => _wanted = wanted;

    /// <summary>Reads the objects of a group that have these ids; missing ones are left out.</summary>
    public Func<TGroup, IReadOnlyList<string>, CancellationToken, Task<IReadOnlyDictionary<string, TObject>>> Read { get; init; } = null!;

    /// <summary>Returns the status of an object.</summary>
    public Func<TObject, string?> Status { get; init; } = null!;

    /// <summary>Whether an object can still reach a status.</summary>
    public Func<TObject, string, bool> MayReach { get; init; } = static (_, _) => true;

    /// <summary>Returns the status of an object in words, with the reason why it may never change.</summary>
    public Func<TObject, string> Describe { get; init; } = static _ => "";

    /// <summary>Returns a hint for a missing object of a group, or null.</summary>
    public Func<TGroup, string?> MissingHint { get; init; } = static _ => null;

    /// <summary>The time between two rounds, before the random variation.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>The time that the cmdlet has.</summary>
    public TimeBudget Time { get; init; } = null!;

    /// <summary>The items that the wait still needs.</summary>
    public IEnumerable<WaitItem> Pending => _pending.Values.SelectMany(items => items);

    /// <summary>The number of items.</summary>
    public int Total { get; private set; }

    /// <summary>The statuses to wait for.</summary>
    public IReadOnlyList<string> Wanted => _wanted;

    /// <summary>The time until the next round: the interval, more or less a quarter, within the limit.</summary>
    public TimeSpan NextPause()
    {
        TimeSpan pause = new((long)(Interval.Ticks * (0.75 + (_random.NextDouble() / 2))));
        return Time.Remaining is { } left && left < pause ? left : pause;
    }

    /// <summary>Adds an item, unless it was added before.</summary>
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

    /// <summary>Runs one round.</summary>
    /// <param name="limit">The largest number of groups that are read at once.</param>
    /// <param name="token">Ends it.</param>
    public async Task<IReadOnlyList<Looked>> LookAsync(int limit, CancellationToken token)
    {
        // From the first round on, all time counts. The time before belongs to the earlier cmdlets of the pipeline.
        using CancellationTokenSource expiry = Time.Start(token);
        using SemaphoreSlim slots = new(limit, limit);
        return await Task.WhenAll(_pending.Keys.ToArray().Select(group => LookAsync(group, slots, expiry.Token, token))).ConfigureAwait(false);
    }

    /// <summary>Processes the result of a round.</summary>
    /// <param name="looked">The result of one group.</param>
    /// <param name="reached">Receives objects that have one of the statuses.</param>
    /// <param name="failed">Receives items that can no longer reach one, with the reason.</param>
    public void Take(Looked looked, Action<TObject> reached, Action<WaitItem, ErrorRecord> failed)
    {
        List<WaitItem> items = _pending[looked.Group];
        if (looked.Failure is { } failure)
        {
            if (failure is TimeoutException or CompassApiException { Kind: CompassErrorKind.Timeout or CompassErrorKind.ConnectionFailed or CompassErrorKind.ServiceError or CompassErrorKind.Throttled })
            {
                return;
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

    /// <summary>The objects of one group, or the failure.</summary>
    internal sealed record Looked(TGroup Group, IReadOnlyDictionary<string, TObject>? Found, Exception? Failure);
}
