namespace CompassOps.Arguments;

/// <summary>Applies <c>-Skip</c> and <c>-First</c> to all objects that a cmdlet lists, across all lists.</summary>
internal sealed class ListRange
{
    private int _skip;
    private int? _first;

    /// <param name="skip">The number of objects to skip.</param>
    /// <param name="first">The maximum number of objects to return, or null for all.</param>
    public ListRange(int skip, int? first)
    {
        _skip = skip;
        _first = first;
    }

    /// <summary>Whether <c>-First</c> is reached, so that no more objects are needed.</summary>
    public bool IsFull => _first <= 0;

    /// <summary>
    /// Returns the options of one list. The service skips and limits the objects itself where the result stays correct.
    /// </summary>
    /// <param name="returnsAll">Whether the cmdlet returns every object of the list. If it filters some out, the service would count them
    /// as well.</param>
    /// <param name="isOnlyList">Whether this is the only list that the cmdlet reads.</param>
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

    /// <summary>Counts one more object. Returns whether the cmdlet should return it.</summary>
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
