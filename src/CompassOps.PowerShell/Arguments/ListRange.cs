namespace CompassOps.Arguments;

/// <summary>Applies <c>-Skip</c> and <c>-First</c> to the objects of all lists that a cmdlet reads.</summary>
internal sealed class ListRange
{
    private int _skip;
    private int? _first;

    public ListRange(int skip, int? first)
    {
        _skip = skip;
        _first = first;
    }

    /// <summary>Whether the cmdlet has returned as many objects as <c>-First</c> allows.</summary>
    public bool IsFull => _first <= 0;

    /// <summary>
    /// Returns the options for one list. The service applies <c>-Skip</c> and <c>-First</c> if this does not change the result. Otherwise
    /// the cmdlet applies them.
    /// </summary>
    /// <param name="returnsAll">Whether the cmdlet returns every object of the list. If it excludes some objects, only the cmdlet can apply
    /// <c>-Skip</c> and <c>-First</c>, because the service would also count the excluded objects.</param>
    /// <param name="isOnlyList">Whether the cmdlet reads no other list.</param>
    public ListOptions Options(bool returnsAll, bool isOnlyList)
    {
        if (!returnsAll || (!isOnlyList && _skip > 0))
        {
            return new ListOptions();
        }

        ListOptions options = new() { Skip = _skip, Limit = _first };
        _skip = 0;
        return options;
    }

    /// <summary>Counts an object, and returns whether the cmdlet writes the object.</summary>
    public bool Take()
    {
        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        return _first is null || _first-- > 0;
    }
}
