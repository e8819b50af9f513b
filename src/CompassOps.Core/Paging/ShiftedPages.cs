using System;
using System.Threading.Tasks;

namespace CompassOps.Paging;

/// <summary>
/// Requests the pages of a list while this process removes items, such as in a pipeline that lists and deletes. Reduces the next offset by
/// the number of items that were removed since the previous page, so that no item is skipped. A page can therefore contain items that were
/// already read, which the caller must ignore. An address without an offset stays unchanged.
/// </summary>
internal sealed class ShiftedPages
{
    private const int MostTries = 5;
    private const int MostBarrenPages = 3;

    private readonly long _first;
    private long _known;
    private int _barren;

    public ShiftedPages(Uri first)
    {
        Address = first;
        Changes = ListChanges.Of(first);
        BegunAtFirst = Changes.Begun;
        _known = Changes.Ended;
        _first = PageOffset.Of(first) ?? 0;
    }

    public ListChanges Changes { get; }

    /// <summary>The number of changes that this process had started before the first page was requested.</summary>
    public long BegunAtFirst { get; }

    public Uri Address { get; private set; }

    /// <param name="send">Requests a page.</param>
    /// <param name="plain">
    /// The address of the first page, with no page size in the query. The method requests this address if the service rejects the page
    /// size. If this address is null, the method sends no second request.
    /// </param>
    /// <param name="refused">Called if the service rejects the page size.</param>
    public async Task<TPage> FetchFirstAsync<TPage>(Func<Uri, Task<TPage>> send, Uri? plain, Action refused)
    {
        try
        {
            return await send(Address).ConfigureAwait(false);
        }
        catch (CompassApiException failure) when (plain is not null && failure.StatusCode is 400 or 422)
        {
            // If the page size was not the cause of the error, this request fails with the same error.
            TPage page = await send(plain).ConfigureAwait(false);
            Address = plain;
            refused();
            return page;
        }
    }

    /// <summary>Records the address of a page that was read ahead.</summary>
    public void MoveTo(Uri address)
    {
        Address = address;
        _barren = 0;
    }

    /// <param name="address">The target of the link to the next page.</param>
    /// <param name="rows">The number of items on the previous page.</param>
    /// <param name="isBarren">Whether the previous page contained no new items.</param>
    /// <param name="send">Requests a page.</param>
    public async Task<TPage> FetchAsync<TPage>(Uri address, int rows, bool isBarren, Func<Uri, Task<TPage>> send)
    {
        // If this process removes many items, each reduced offset can lead to items that were already read. The reader would then never
        // advance. So after several pages without new items, request the target of the link without reducing its offset.
        _barren = isBarren ? _barren + 1 : 0;
        bool follows = _barren >= MostBarrenPages;
        address = follows ? address : PageOffset.After(Address, rows, address);
        bool stepsBack = !follows && PageOffset.Of(address) is not null;
        long margin = 0;
        for (int tries = 1; ; tries++)
        {
            long ended = Changes.Ended;
            long begun = Changes.Begun;
            Address = stepsBack ? PageOffset.Back(address, begun - _known + margin, _first) : address;
            TPage page = await send(Address).ConfigureAwait(false);

            // A change that started during the request can have moved items, so items can be missing from the page. The margin lowers the
            // offset for such changes in advance. If the number of changes was greater than the margin, request the page again with a
            // larger margin.
            long meanwhile = Changes.Begun - begun;
            if (meanwhile <= margin || !stepsBack || tries == MostTries)
            {
                _known = ended;
                return page;
            }

            margin = meanwhile * 2;
        }
    }
}
