namespace CompassOps;

/// <summary>Selects the objects to list, and limits their number.</summary>
public sealed record ListOptions
{
    /// <summary>All objects, in pages of the default size.</summary>
    public static ListOptions All { get; } = new();

    /// <summary>
    /// All objects, but a list with more than 100,000 objects is an error, because such a list may never end. For callers that keep all
    /// objects in memory.
    /// </summary>
    public static ListOptions Bounded { get; } = new() { Maximum = 100_000 };

    /// <summary>The name by which the service filters heartbeats. Null lists all heartbeats. Not for maintenance windows.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The list type of maintenance windows: <c>all</c>, <c>non-expired</c> or <c>past</c>. Null means the service's default, <c>all</c>.
    /// Not for heartbeats.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>
    /// The largest number of objects on a page, at least 1. Null means 100, or the service's default if the service refuses 100.
    /// </summary>
    public int? PageSize { get; init; }

    /// <summary>The number of objects to skip, which is sent as <c>offset</c>.</summary>
    public int Skip { get; init; }

    /// <summary>The largest number of objects to return. Further pages are not read. Null means all objects.</summary>
    public int? Limit { get; init; }

    /// <summary>The largest number of objects that the list may contain. A longer list is an error. Null allows any number.</summary>
    public int? Maximum { get; init; }

    /// <summary>Validates the options.</summary>
    /// <exception cref="CompassArgumentException">A number is out of range, or the name is blank.</exception>
    public void Validate()
    {
        if (Name is not null)
        {
            ArgumentCheck.Identity(Name, Messages.NameFilter, nameof(Name));
        }

        if (PageSize is < 1)
        {
            throw new CompassArgumentException(Messages.BadPageSize(PageSize), nameof(PageSize));
        }

        if (Skip < 0)
        {
            throw new CompassArgumentException(Messages.BadSkip(Skip), nameof(Skip));
        }

        if (Limit is < 0)
        {
            throw new CompassArgumentException(Messages.BadLimit(Limit), nameof(Limit));
        }
    }
}
