using System;
using System.Threading.Tasks;

namespace CompassOps.Paging;

/// <summary>
/// Requests the pages of a list while this process removes items from it, as in a pipeline that lists and deletes. It reduces the offset
/// of each page by the number of items that may have been removed since the previous page was requested. The reader skips rows that it
/// has read already. Links without an offset stay unchanged.
/// </summary>
internal sealed class ShiftedPages
{
    private const int MostTries = 5;
    private const int MostBarrenPages = 3;

    private readonly long _first;
    private long _known;
    private int _barren;

    /// <summary>Creates an instance that starts at the first page.</summary>
    public ShiftedPages(Uri first)
    {
        Address = first;
        Changes = ListChanges.Of(first);
        BegunAtFirst = Changes.Begun;
        _known = Changes.Ended;
        _first = PageOffset.Of(first) ?? 0;
    }

    /// <summary>The record of the changes that this process makes to the list.</summary>
    public ListChanges Changes { get; }

    /// <summary>The number of changes that had begun before the first page was requested.</summary>
    public long BegunAtFirst { get; }

    /// <summary>The address of the latest page.</summary>
    public Uri Address { get; private set; }

    /// <summary>Requests the first page.</summary>
    /// <param name="send">Requests a page.</param>
    /// <param name="plain">
    /// The address of the page in the service's default size. It is requested if the service refuses the requested size. Null if the
    /// caller set the size.
    /// </param>
    /// <param name="refused">Called if the service accepts only its default size.</param>
    public async Task<TPage> FetchFirstAsync<TPage>(Func<Uri, Task<TPage>> send, Uri? plain, Action refused)
    {
        try
        {
            return await send(Address).ConfigureAwait(false);
        }
        catch (CompassApiException failure) when (plain is not null && failure.StatusCode is 400 or 422)
        {
            // If the size did not cause the error, this request fails with the same error.
            TPage page = await send(plain).ConfigureAwait(false);
            Address = plain;
            refused();
            return page;
        }
    }

    /// <summary>Sets the address of the latest page, which was read ahead.</summary>
    public void MoveTo(Uri address)
    {
        Address = address;
        _barren = 0;
    }

    /// <summary>Requests the page to which a link points.</summary>
    /// <param name="address">The target of the link.</param>
    /// <param name="rows">The number of rows of the previous page.</param>
    /// <param name="isBarren">Whether the previous page had no new rows.</param>
    /// <param name="send">Requests a page.</param>
    public async Task<TPage> FetchAsync<TPage>(Uri address, int rows, bool isBarren, Func<Uri, Task<TPage>> send)
    {
        // After several pages without new rows, follow the link unchanged, so that the reader advances even if many items are removed.
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

            // Changes that began during the request may have happened before or after the service read the page.
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
