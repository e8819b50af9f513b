using System;
using System.Threading;

namespace CompassOps.Paging;

/// <summary>
/// Chooses the page size of lists. Remembers the smallest page size that the service has rejected on this connection. This class is
/// thread-safe.
/// </summary>
internal sealed class PageSizes
{
    /// <summary>The page size if the caller does not set one. The service's own default is 20.</summary>
    public const int Default = 100;

    private int _smallestRefused = int.MaxValue;

    /// <summary>
    /// Returns the page size to request, or null to request the service's default size. The size is not larger than the number of objects
    /// that the caller needs.
    /// </summary>
    public int? Of(ListOptions options)
    {
        int size = Math.Min(options.PageSize ?? Default, options.Limit is > 0 and { } limit ? limit : int.MaxValue);
        return options.PageSize is not null || size < Volatile.Read(ref _smallestRefused) ? size : null;
    }

    /// <summary>
    /// Records that the service rejects a page size. Later lists use a smaller page size or the service's default, unless the caller sets
    /// the size.
    /// </summary>
    public void Refuse(int size)
    {
        int known = Volatile.Read(ref _smallestRefused);
        while (size < known)
        {
            int found = Interlocked.CompareExchange(ref _smallestRefused, size, known);
            if (found == known)
            {
                return;
            }

            known = found;
        }
    }
}
