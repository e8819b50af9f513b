using System;
using System.Threading.Tasks;

namespace CompassOps.Paging;

/// <summary>
/// Asks for the pages of a list from which this process takes something out meanwhile, as <c>Get-CompassHeartbeat |
/// Remove-CompassHeartbeat</c> does: each page from as many places further back as may have been vacated since the page before was
/// asked for. What then comes a second time, the reader knows. A link without a position is followed as it is.
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

    /// <summary>What this process changes in the list.</summary>
    public ListChanges Changes { get; }

    /// <summary>How many changes had begun before the first page was asked for.</summary>
    public long BegunAtFirst { get; }

    /// <summary>The address that the latest page came from.</summary>
    public Uri Address { get; private set; }

    /// <summary>Asks for the first page: nothing lies before it.</summary>
    /// <param name="send">Asks for a page.</param>
    /// <param name="plain">The same page in the service's own size, asked for if it refuses the size; null if the caller gave the size.</param>
    /// <param name="refused">Called if the service accepts the page only in its own size.</param>
    public async Task<TPage> FetchFirstAsync<TPage>(Func<Uri, Task<TPage>> send, Uri? plain, Action refused)
    {
        try
        {
            return await send(Address).ConfigureAwait(false);
        }
        catch (CompassApiException failure) when (plain is not null && failure.StatusCode is 400 or 422)
        {
            // Any other reason to refuse the request refuses this one as well.
            TPage page = await send(plain).ConfigureAwait(false);
            Address = plain;
            refused();
            return page;
        }
    }

    /// <summary>Asks for the page that a link leads to.</summary>
    /// <param name="address">Where the link leads.</param>
    /// <param name="rows">How many rows the page before held.</param>
    /// <param name="isBarren">Whether the page before held nothing that was not known.</param>
    /// <param name="send">Asks for a page.</param>
    public async Task<TPage> FetchAsync<TPage>(Uri address, int rows, bool isBarren, Func<Uri, Task<TPage>> send)
    {
        // Where others take things out faster than this reader comes forward, it has to come forward all the same.
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

            // What has begun meanwhile may have come before the page or after it.
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
