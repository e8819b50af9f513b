using System;

namespace CompassOps.Paging;

/// <summary>
/// Follows the links from page to page and detects endless loops. In a loop, the offset does not grow, or an earlier address occurs again.
/// To use constant memory, the class remembers only one earlier address. After 1, 2, 4, 8 and so on links, it remembers the new address
/// instead. Because these distances grow, the class finds loops of any length.
/// </summary>
internal sealed class PageLoopDetector
{
    private readonly Operation _operation;
    private readonly Uri _base;
    private readonly Uri _first;
    private Uri _remembered;
    private long _steps;
    private long _renewAt = 1;

    public PageLoopDetector(Operation operation, Uri @base, Uri first)
    {
        _operation = operation;
        _base = @base;
        _first = first;
        _remembered = first;
        Current = first;
    }

    public Uri Current { get; private set; }

    /// <summary>Moves to the next page and returns null. If this is not possible, returns the exception to throw.</summary>
    /// <param name="next">The link to the next page, exactly as the service returned it.</param>
    /// <param name="end">The reason why reading must stop, phrased as the end of an error message. Null means that reading can continue.</param>
    public CompassApiException? TryFollow(string next, string? end = null)
    {
        Uri? address = NextLink.Resolve(_base, Current, next, out string? refusal);
        if (address is null)
        {
            return Refuse(Messages.BadLink(refusal));
        }

        if (end is not null)
        {
            return Refuse(end);
        }

        address = NextLink.WithFilters(_first, address);
        if (address == Current || address == _remembered || !Advances(Current, address))
        {
            return Refuse(Messages.LinkLeadsBack);
        }

        if (++_steps == _renewAt)
        {
            _remembered = address;
            _renewAt *= 2;
        }

        Current = address;
        return null;
    }

    /// <summary>
    /// Restarts the loop detection at the address from which the page was read. This address differs from <see cref="Current"/> if
    /// <see cref="ShiftedPages"/> or <see cref="ReadAhead{T}"/> reduced the offset. It also differs if the first page was requested again
    /// without a page size.
    /// </summary>
    public void StepBack(Uri address)
    {
        Current = _remembered = address;
        _steps = 0;
        _renewAt = 1;
    }

    private static bool Advances(Uri from, Uri to) =>
        PageOffset.Of(from) is not { } before || PageOffset.Of(to) is not { } after || after > before;

    private CompassApiException Refuse(string why) => new(
        CompassErrorKind.PagingError, _operation.Name, Messages.ListIncomplete(_operation.Name, why))
    {
        Address = new Uri(Current.GetLeftPart(UriPartial.Path)),
        Remedy = Messages.ReportPaging,
    };
}
