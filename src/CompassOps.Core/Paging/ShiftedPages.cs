using System;
using System.Threading.Tasks;

namespace CompassOps.Paging;

/// <summary>
/// Requests the pages of a list from which this process removes items meanwhile, as in a pipeline that lists and
/// removes. It moves each page back by as many places as may have been vacated since the page before was
/// requested. The reader skips rows that it has read. A link without a position is followed unchanged.
/// </summary>
internal sealed class ShiftedPages
{
    private const int MostTries = 5;
    private const int MostBarrenPages = 3;

    private readonly long _first;
    private long _known;
    private int _barren;

    /// <summary>Begins at the first page.</summary>
    public ShiftedPages(Uri first)
    {
        Address = first;
        Changes = ListChanges.Of(first);
        BegunAtFirst = Changes.Begun;
        _known = Changes.Ended;
        _first = PageOffset.Of(first) ?? 0;
    }

    /// <summary>The record of this process's changes to the list.</summary>
    public ListChanges Changes { get; }

    /// <summary>The number of changes that had begun before the first page was requested.</summary>
    public long BegunAtFirst { get; }

    /// <summary>The address of the latest page.</summary>
    public Uri Address { get; private set; }

    /// <summary>Requests the first page.</summary>
    /// <param name="send">Requests a page.</param>
    /// <param name="plain">The same page in the service's default size, requested if it refuses the size; null if the caller set the size.</param>
    /// <param name="refused">Called if the service accepts the page only in its own size.</param>
    public async Task<TPage> FetchFirstAsync<TPage>(Func<Uri, Task<TPage>> send, Uri? plain, Action refused)
    {
        try
        {
            return await send(Address).ConfigureAwait(false);
        }
        catch (CompassApiException failure) when (plain is not null && failure.StatusCode is 400 or 422)
        {
            // Any other error will occur again for the default size.
            TPage page = await send(plain).ConfigureAwait(false);
            Address = plain;
            refused();
            return page;
        }
    }

    /// <summary>Continues after a page that was read ahead.</summary>
    public void MoveTo(Uri address)
    {
        Address = address;
        _barren = 0;
    }

    /// <summary>Requests the page of a link.</summary>
    /// <param name="address">The target of the link.</param>
    /// <param name="rows">The number of rows of the page before.</param>
    /// <param name="isBarren">Whether the page before had nothing new.</param>
    /// <param name="send">Requests a page.</param>
    public async Task<TPage> FetchAsync<TPage>(Uri address, int rows, bool isBarren, Func<Uri, Task<TPage>> send)
    {
        // The reader must advance even if others remove items faster.
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

            // Changes that began meanwhile may have happened before or after the page.
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
