namespace CompassOps;

/// <summary>Selects the objects of a list, and limits their number.</summary>
public sealed record ListOptions
{
    /// <summary>Selects all objects.</summary>
    public static ListOptions All { get; } = new();

    /// <summary>
    /// Selects all objects, but a list with more than 100,000 objects is an error. Callers that keep all objects in memory need this
    /// limit, because a faulty service can return an endless list.
    /// </summary>
    public static ListOptions Bounded { get; } = new() { Maximum = 100_000 };

    /// <summary>
    /// The name by which the service filters heartbeats. Null lists all heartbeats. Do not set it for maintenance windows.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// The maintenance windows to list: <c>all</c>, <c>non-expired</c> or <c>past</c>. Null means the service's default, <c>all</c>. Do not
    /// set it for heartbeats.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>
    /// The maximum number of objects on a page, at least 1. Null means 100, or the service's default if the service rejects 100.
    /// </summary>
    public int? PageSize { get; init; }

    /// <summary>The number of objects to skip at the start of the list.</summary>
    public int Skip { get; init; }

    /// <summary>The maximum number of objects to return. Later pages are not requested. Null means all objects.</summary>
    public int? Limit { get; init; }

    /// <summary>The maximum number of objects in the whole list. A longer list is an error. Null means no maximum.</summary>
    public int? Maximum { get; init; }

    /// <summary>Validates all options.</summary>
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
