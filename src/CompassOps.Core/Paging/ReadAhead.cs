using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Serialization;

namespace CompassOps.Paging;

/// <summary>
/// Requests pages before the link to them is known. Each page begins with the last row of the page before it. If that row is
/// present, no row between the two was skipped, whatever was added or removed and whatever the order in which the service read the pages. If it is
/// missing, or a link is unexpected, or this process changes the list, the rest of the list is read link by link.
/// </summary>
internal sealed class ReadAhead<T>
{
    private const int LeastSize = 20;
    private const int PagesBeforeTwo = 3;
    private const int PagesBeforeFour = 6;

    private readonly ListSlots _slots;
    private readonly ListChanges _changes;
    private readonly long _changesAtFirst;
    private readonly Func<T, string> _key;
    private readonly Func<Uri, CancellationToken, Task<Page<T>>> _send;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<Coming> _queue = new();
    private readonly List<Task> _unused = new();
    private int _pages;
    private bool _isOff;

    /// <summary>Begins with nothing requested.</summary>
    /// <param name="slots">The limit of requests in flight.</param>
    /// <param name="pages">The pages of the list; none was read yet.</param>
    /// <param name="key">Returns the key of a row.</param>
    /// <param name="send">Requests a page. The slot is taken already; it is returned when the request ends.</param>
    /// <param name="cancellationToken">Cancels all requests.</param>
    public ReadAhead(
        ListSlots slots, ShiftedPages pages, Func<T, string> key, Func<Uri, CancellationToken, Task<Page<T>>> send, CancellationToken cancellationToken)
    {
        _slots = slots;
        _changes = pages.Changes;
        _changesAtFirst = pages.BegunAtFirst;
        _isOff = _changes.Ended != _changesAtFirst;
        _key = key;
        _send = send;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Takes the page after one that was read, and requests further ones.</summary>
    /// <param name="page">The address of the page that was read.</param>
    /// <param name="read">The page that was read.</param>
    /// <param name="next">The target of its link.</param>
    /// <returns>The requested page; null if the link has to be followed.</returns>
    public Coming? Advance(Uri page, Page<T> read, Uri next)
    {
        _pages++;
        long offset = PageOffset.Of(page) ?? 0;
        long? size = PageOffset.SizeOf(page) ?? PageOffset.SizeOf(next);
        if (_isOff || size is not >= LeastSize || read.Rows != size || read.Values.Count != size
            || PageOffset.SizeOf(next) != size || PageOffset.Of(next) != offset + size || !IsQuiet)
        {
            TurnOff();
            return null;
        }

        if (_queue.Count == 0)
        {
            Fill(next, offset + size.Value, size.Value);
            return null;
        }

        Coming head = _queue.Dequeue();
        if (PageOffset.Of(head.Address) != offset + size - 1)
        {
            TurnOff(head);
            return null;
        }

        head.LastKey = _key(read.Values[read.Values.Count - 1]);
        Fill(next, offset + size.Value - 1, size.Value);
        return head;
    }

    /// <summary>Waits for a page and verifies it; null if it cannot be used, so that the link has to be followed.</summary>
    public async Task<Page<T>?> TakeAsync(Coming head)
    {
        try
        {
            (Page<T> page, long changes) = await head.Page.ConfigureAwait(false);
            if (changes == _changesAtFirst && page.Values.Count > 0 && _key(page.Values[0]) == head.LastKey)
            {
                return page;
            }
        }
        catch (CompassApiException failure) when (failure.StatusCode is 400 or 404 or 416 or 422)
        {
            // The service may refuse a position that no link leads to.
        }

        TurnOff();
        return null;
    }

    /// <summary>Cancels the requests in flight, and waits until they have ended.</summary>
    public async Task EndAsync()
    {
        TurnOff();
        foreach (Task task in _unused)
        {
            try
            {
                await task.ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is OperationCanceledException or CompassApiException)
            {
                // The failure of a page that is not reached does not matter.
            }
        }

        _stop.Dispose();
    }

    private bool IsQuiet => _changes.Begun == _changesAtFirst;

    /// <summary>Requests further pages after the one at an offset, which is in flight or about to be requested.</summary>
    private void Fill(Uri next, long offset, long size)
    {
        int most = _pages < PagesBeforeTwo ? 0 : _pages < PagesBeforeFour ? 1 : 3;
        while (_queue.Count < most && _slots.TryEnter())
        {
            Uri address = PageOffset.At(next, offset + ((_queue.Count + 1) * (size - 1)));
            _queue.Enqueue(new Coming(address, RequestAsync(address)));
        }
    }

    private async Task<(Page<T> Page, long Changes)> RequestAsync(Uri address)
    {
        try
        {
            Page<T> page = await _send(address, _stop.Token).ConfigureAwait(false);
            return (page, _changes.Begun);
        }
        finally
        {
            _slots.Leave();
        }
    }

    private void TurnOff(Coming? head = null)
    {
        _isOff = true;
        _stop.Cancel();
        if (head is not null)
        {
            _unused.Add(head.Page);
        }

        while (_queue.Count > 0)
        {
            _unused.Add(_queue.Dequeue().Page);
        }
    }

    /// <summary>A page in flight.</summary>
    internal sealed class Coming
    {
        public Coming(Uri address, Task<(Page<T> Page, long Changes)> page)
        {
            Address = address;
            Page = page;
        }

        /// <summary>The address that the page is requested from.</summary>
        public Uri Address { get; }

        /// <summary>The page, and the number of changes that had begun when it was received.</summary>
        public Task<(Page<T> Page, long Changes)> Page { get; }

        /// <summary>The key of the last row of the page before, which the page has to begin with.</summary>
        public string LastKey { get; set; } = "";
    }
}
