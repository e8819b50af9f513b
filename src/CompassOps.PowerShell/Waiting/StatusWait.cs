using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Errors;

namespace CompassOps.Waiting;

/// <summary>One thing that is waited for.</summary>
/// <param name="Id">What identifies it within its group.</param>
/// <param name="Description">How a person names it.</param>
internal sealed record WaitItem(string Id, string Description)
{
    /// <summary>Its state when it was seen last; null if it never was.</summary>
    public string? LastStatus { get; set; }

    /// <summary>How often in a row it was not there.</summary>
    public int Misses { get; set; }
}

/// <summary>
/// Waits until things have one of some states: asks for each group of them (a team's, say) at once, politely, and tells which are
/// there and which never will be. Knows nothing of the shell; the cmdlet waits and writes.
/// </summary>
/// <typeparam name="TGroup">What things are listed by.</typeparam>
/// <typeparam name="TObject">The things.</typeparam>
internal sealed class StatusWait<TGroup, TObject>
    where TGroup : notnull
    where TObject : class
{
    // Lists lag: what was made a moment ago may not be there at the first look.
    private const int PatienceWithMissing = 3;

    private readonly Dictionary<TGroup, List<WaitItem>> _pending = new();
    private readonly string[] _wanted;
    private readonly Random _random = new();
    private readonly Stopwatch _watch = new();

    /// <param name="wanted">The states to wait for.</param>
    public StatusWait(string[] wanted) => _wanted = wanted;

    /// <summary>Reads the things of a group that have these ids; what is not there is left out.</summary>
    public Func<TGroup, IReadOnlyList<string>, CancellationToken, Task<IReadOnlyDictionary<string, TObject>>> Read { get; init; } = null!;

    /// <summary>The state of a thing.</summary>
    public Func<TObject, string?> Status { get; init; } = null!;

    /// <summary>Whether a thing as it is now can still come to a state.</summary>
    public Func<TObject, string, bool> MayReach { get; init; } = static (_, _) => true;

    /// <summary>The state of a thing in words, with the reason why it may never come to another one.</summary>
    public Func<TObject, string> Describe { get; init; } = static _ => "";

    /// <summary>What else may be wrong where a thing of a group is not there, as a sentence, or null.</summary>
    public Func<TGroup, string?> MissingHint { get; init; } = static _ => null;

    /// <summary>The time between two looks, before it is spread at random.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>How long to wait at the most; null for without end.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The items that the wait still needs.</summary>
    public IEnumerable<WaitItem> Pending => _pending.Values.SelectMany(items => items);

    /// <summary>How many there were.</summary>
    public int Total { get; private set; }

    /// <summary>The statuses to wait for.</summary>
    public IReadOnlyList<string> Wanted => _wanted;

    /// <summary>The time that is left; null without a limit.</summary>
    public TimeSpan? Remaining => Limit - _watch.Elapsed;

    /// <summary>Whether the time is up.</summary>
    public bool IsOver => _watch.Elapsed >= Limit;

    /// <summary>The time to wait until the next look: the interval, more or less a quarter, within the limit.</summary>
    public TimeSpan NextPause()
    {
        TimeSpan pause = new((long)(Interval.Ticks * (0.75 + (_random.NextDouble() / 2))));
        TimeSpan? left = Limit - _watch.Elapsed;
        return left < pause ? (left > TimeSpan.Zero ? left.Value : TimeSpan.Zero) : pause;
    }

    /// <summary>Adds a thing; one that is waited for already is not added again.</summary>
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

    /// <summary>Looks once at all that is waited for.</summary>
    /// <param name="limit">How many groups may be asked at once.</param>
    /// <param name="token">Ends it.</param>
    public async Task<IReadOnlyList<Looked>> LookAsync(int limit, CancellationToken token)
    {
        // The time counts from the first look: until then it is the pipeline before that takes it.
        _watch.Start();
        using CancellationTokenSource expiry = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (Limit - _watch.Elapsed is { } left)
        {
            expiry.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        using SemaphoreSlim slots = new(limit, limit);
        return await Task.WhenAll(_pending.Keys.ToArray().Select(group => LookAsync(group, slots, expiry.Token, token))).ConfigureAwait(false);
    }

    /// <summary>Takes over what a look has found.</summary>
    /// <param name="looked">The look at one group.</param>
    /// <param name="reached">Takes what has a state that was waited for.</param>
    /// <param name="failed">Takes what never will have one, and why.</param>
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
            if (item.Misses < PatienceWithMissing)
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

    /// <summary>What a look at one group has found, or why it failed.</summary>
    internal sealed record Looked(TGroup Group, IReadOnlyDictionary<string, TObject>? Found, Exception? Failure);
}
