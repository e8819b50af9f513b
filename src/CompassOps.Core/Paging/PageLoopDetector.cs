using System;

namespace CompassOps.Paging;

/// <summary>
/// Follows the links of a list and detects loops. A loop is an offset that does not grow, or an address that occurred before. The class
/// remembers one earlier address, and replaces it after increasing numbers of pages. Therefore it finds a loop of any length in constant
/// memory.
/// </summary>
internal sealed class PageLoopDetector
{
    private readonly Operation _operation;
    private readonly Uri _base;
    private Uri _remembered;
    private long _steps;
    private long _renewAt = 1;

    /// <summary>Creates a detector that starts at the first page.</summary>
    public PageLoopDetector(Operation operation, Uri @base, Uri first)
    {
        _operation = operation;
        _base = @base;
        _remembered = first;
        Current = first;
    }

    /// <summary>The address of the current page.</summary>
    public Uri Current { get; private set; }

    /// <summary>Moves to the next page, or returns the exception to throw.</summary>
    /// <param name="next">The link to the next page, as received.</param>
    /// <param name="end">The reason why reading must end, as the end of a sentence. Null if reading may continue.</param>
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

    /// <summary>Continues at a page that was requested from an earlier position than that of its link.</summary>
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
