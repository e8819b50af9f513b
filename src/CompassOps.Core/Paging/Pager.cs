using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Retry;
using CompassOps.Serialization;

namespace CompassOps.Paging;

/// <summary>Reads a list page by page in constant memory. Requests the next page while the caller processes the current page.</summary>
internal sealed class Pager<T>
{
    private readonly Transport _transport;
    private readonly Uri _base;
    private readonly Operation _operation;
    private readonly string? _teamId;
    private readonly ResponseReader<Page<T>> _read;
    private readonly Func<T, string> _key;
    private readonly IRequestObserver? _observer;

    // The time that requests took since the last page. Does not include the time that the caller needs to process a page.
    private long _requestTicks;

    public Pager(Transport transport, Uri @base, Operation operation, string? teamId, ResponseReader<Page<T>> read, Func<T, string> key, IRequestObserver? observer)
    {
        _transport = transport;
        _base = @base;
        _operation = operation;
        _teamId = teamId;
        _read = read;
        _key = key;
        _observer = observer;
    }

    /// <summary>
    /// The time, on the client's monotonic clock, at which the whole operation must end. If this is null, each page has its own time limit.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>
    /// The maximum number of pages. A list with more pages is an error. Without a maximum, a search in an endless list would never end.
    /// </summary>
    public int MaximumPages { get; init; } = int.MaxValue;

    /// <summary>
    /// The maximum number of objects in the list. A longer list is an error, because some callers keep all objects in memory.
    /// </summary>
    public long MaximumCount { get; init; } = long.MaxValue;

    /// <summary>Chooses the page size. Null means the service's default size.</summary>
    public PageSizes? Sizes { get; init; }

    /// <summary>
    /// Controls the number of concurrent list requests, and allows the pager to read ahead. If this is null, the pager sends one request at
    /// a time and does not wait for other lists.
    /// </summary>
    public ListSlots? Slots { get; init; }

    /// <summary>Returns the objects of each page. Skips pages without new objects.</summary>
    /// <param name="options">Selects the objects.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public IAsyncEnumerable<IReadOnlyList<T>> ReadAsync(ListOptions options, CancellationToken cancellationToken)
    {
        int? size = Sizes?.Of(options);
        return ReadAsync(
            First(options with { PageSize = size }),
            size is null || options.PageSize is not null ? null : First(options),
            () => Sizes!.Refuse(size!.Value),
            options.Limit,
            cancellationToken);
    }

    /// <summary>Returns the objects of each page, starting at the page with a given address.</summary>
    /// <param name="first">The address of the first page.</param>
    /// <param name="limit">The maximum number of objects to return. Null means all objects.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public IAsyncEnumerable<IReadOnlyList<T>> ReadAsync(Uri first, int? limit, CancellationToken cancellationToken) =>
        ReadAsync(first, null, static () => { }, limit, cancellationToken);

    private Uri First(ListOptions options) => Addresses.Below(_base, OperationPath.OfList(_operation, _teamId, options));

    private async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync(
        Uri first, Uri? plain, Action refused, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long left = limit ?? long.MaxValue;
        if (left == 0)
        {
            yield break;
        }

        // If the caller stops before the end of the list, this source cancels the requests that are still running.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        RecentKeys recent = new();
        PageLoopDetector loopDetector = new(_operation, _base, first);
        ShiftedPages pages = new(loopDetector.Current);
        using ListChanges.Reader reader = pages.Changes.Read();
        PageProgress progress = new();
        int count = 0;
        long total = 0;

        // If the caller set a limit, do not read ahead, because the caller does not need all pages.
        ReadAhead<T>? ahead = Slots is null || limit is not null ? null : new(Slots, pages, _key, SendAsync, stop.Token);
        Task<Page<T>>? coming = pages.FetchFirstAsync(address => EnterAsync(address, stop.Token), plain, refused);
        try
        {
            while (coming is not null)
            {
                Page<T> page = await coming.ConfigureAwait(false);
                TimeSpan waited = new(Interlocked.Exchange(ref _requestTicks, 0));
                coming = null;
                if (pages.Address != loopDetector.Current)
                {
                    loopDetector.StepBack(pages.Address);
                }

                recent.KeepsAll |= pages.Changes.Begun > pages.BegunAtFirst;
                List<T> fresh = Fresh(page.Values, recent, reader, left, progress, waited);
                left -= fresh.Count;
                total += fresh.Count;
                string? end = progress.IsStuck ? Messages.ListRepeats
                    : ++count >= MaximumPages ? Messages.ListHasTooManyPages(MaximumPages)
                    : total > MaximumCount ? Messages.ListIsTooLong(MaximumCount)
                    : null;

                // If reading cannot continue after this page, first return the objects of this page, and then throw the exception.
                bool more = left > 0 && page.Next is not null;
                CompassApiException? refusal = more ? loopDetector.TryFollow(page.Next!, end) : null;
                if (more && refusal is null)
                {
                    Uri link = loopDetector.Current;
                    coming = NextAsync(pages, ahead, ahead?.Advance(pages.Address, page, link), link, page.Rows, fresh.Count == 0, stop.Token);
                }

                if (fresh.Count > 0)
                {
                    yield return fresh;
                }

                if (refusal is not null)
                {
                    throw _transport.Redact(refusal);
                }
            }
        }
        finally
        {
            if (coming is not null)
            {
                stop.Cancel();
                await Forget(coming).ConfigureAwait(false);
            }

            if (ahead is not null)
            {
                await ahead.EndAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<Page<T>> NextAsync(
        ShiftedPages pages, ReadAhead<T>? ahead, ReadAhead<T>.Coming? head, Uri link, int rows, bool isBarren, CancellationToken cancellationToken)
    {
        if (head is not null && await ahead!.TakeAsync(head).ConfigureAwait(false) is { } page)
        {
            pages.MoveTo(head.Address);
            return page;
        }

        return await pages.FetchAsync(link, rows, isBarren, address => EnterAsync(address, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<Page<T>> EnterAsync(Uri address, CancellationToken cancellationToken)
    {
        if (Slots is null)
        {
            return await SendAsync(address, cancellationToken).ConfigureAwait(false);
        }

        await Slots.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SendAsync(address, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Slots.Leave();
        }
    }

    private async Task<Page<T>> SendAsync(Uri address, CancellationToken cancellationToken)
    {
        ApiRequest request = new(_operation, address) { TeamId = _teamId, Observer = _observer, Deadline = Deadline };
        TimeSpan start = _transport.Clock.Elapsed;
        Page<T> page = await _transport.SendAsync(request, _read, null, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _requestTicks, (_transport.Clock.Elapsed - start).Ticks);
        return page;
    }

    private List<T> Fresh(
        IReadOnlyList<T> values, RecentKeys recent, ListChanges.Reader reader, long most, PageProgress progress, TimeSpan waited)
    {
        List<T> fresh = new((int)Math.Min(values.Count, most));
        string[] keys = new string[values.Count];
        int unknown = 0;
        recent.NextPage();
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = _key(values[i]);
            if (recent.Add(keys[i]))
            {
                // The recent pages did not contain this object. Always count it, so that PageProgress does not treat the page as a
                // repeated page. But if this process created the object after the reader started, do not return it.
                unknown++;
                if (fresh.Count < most && !reader.IsNew(keys[i]))
                {
                    fresh.Add(values[i]);
                }
            }
        }

        if (progress.Note(keys, unknown, waited))
        {
            fresh.Clear();
        }

        return fresh;
    }

    private static async Task Forget(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or CompassApiException)
        {
            // Ignore the failure, because no caller waits for this page.
        }
    }
}
