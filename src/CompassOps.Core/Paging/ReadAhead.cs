using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Serialization;

namespace CompassOps.Paging;

/// <summary>
/// Requests pages before the links to these pages are known. Each request starts at the last item of the previous page. If a page begins
/// with this item, no item was skipped between the two pages. The class stops reading ahead if the item is missing, a link is unexpected,
/// or this process changes the list. The caller then follows the links.
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

    /// <param name="slots">Limits the concurrent requests.</param>
    /// <param name="pages">The object that requests the pages of the list. It has not requested the first page yet.</param>
    /// <param name="key">Returns the key of an item.</param>
    /// <param name="send">Requests a page. This class takes a slot before the call, and frees the slot after the request.</param>
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

    /// <summary>
    /// Returns the request that was started in advance for the next page, and starts requests for further pages. Returns null if no such
    /// request can be used. The caller must then follow the link to <paramref name="next"/>.
    /// </summary>
    /// <param name="page">The address of the page that was just read.</param>
    /// <param name="read">The page that was just read.</param>
    /// <param name="next">The target of the link on this page.</param>
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

    /// <summary>
    /// Waits for a page that was requested before its link was known. Returns null if items can be missing between the previous page and
    /// this page, or if the service rejects the address. The caller must then follow the link on the previous page.
    /// </summary>
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
            // Ignore this error, because the service can reject an offset that does not come from a link. The caller then follows the link.
        }

        TurnOff();
        return null;
    }

    /// <summary>Cancels all requests, and waits until they have ended.</summary>
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
                // Ignore the failure, because the caller does not need this page.
            }
        }

        _stop.Dispose();
    }

    private bool IsQuiet => _changes.Begun == _changesAtFirst;

    /// <summary>
    /// Starts requests for the pages after the page at <paramref name="offset"/>. The page at this offset is requested separately.
    /// </summary>
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

    /// <summary>A page that was requested but not used yet.</summary>
    internal sealed class Coming
    {
        public Coming(Uri address, Task<(Page<T> Page, long Changes)> page)
        {
            Address = address;
            Page = page;
        }

        public Uri Address { get; }

        /// <summary>The page, and the value of <see cref="ListChanges.Begun"/> when the page arrived.</summary>
        public Task<(Page<T> Page, long Changes)> Page { get; }

        /// <summary>
        /// The key of the last item on the previous page. The request for this page starts at that item, so that the two pages overlap by
        /// one item. If this page begins with that item, no item was skipped between the two pages.
        /// </summary>
        public string LastKey { get; set; } = "";
    }
}
