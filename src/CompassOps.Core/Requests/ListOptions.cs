namespace CompassOps;

/// <summary>Which objects to list, and how many.</summary>
public sealed record ListOptions
{
    /// <summary>Everything, in pages of the default size.</summary>
    public static ListOptions All { get; } = new();

    /// <summary>Everything, for callers that keep it all: a list of more than 100,000 objects is an error, because it may have no end.</summary>
    public static ListOptions Bounded { get; } = new() { Maximum = 100_000 };

    /// <summary>Heartbeats only: the name that the service filters by; null lists all.</summary>
    public string? Name { get; init; }

    /// <summary>Maintenances only: <c>all</c>, <c>non-expired</c> or <c>past</c>; null leaves it to the service (all).</summary>
    public string? Type { get; init; }

    /// <summary>How many objects a page holds at most, at least 1. Null means 100, or the service's default if it refuses 100.</summary>
    public int? PageSize { get; init; }

    /// <summary>The number of objects to skip; sent as <c>offset</c>.</summary>
    public int Skip { get; init; }

    /// <summary>The largest number of objects to return. Pages beyond it are not read. Null means all.</summary>
    public int? Limit { get; init; }

    /// <summary>The largest number of objects of the list; a longer one is an error. Null allows any number.</summary>
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
