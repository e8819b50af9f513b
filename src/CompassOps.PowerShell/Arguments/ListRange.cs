namespace CompassOps.Arguments;

/// <summary><c>-Skip</c> and <c>-First</c> over everything that a cmdlet lists.</summary>
internal sealed class ListRange
{
    private int _skip;
    private int? _first;

    /// <param name="skip">How many to skip.</param>
    /// <param name="first">How many to take after that, or null for all.</param>
    public ListRange(int skip, int? first)
    {
        _skip = skip;
        _first = first;
    }

    /// <summary>Whether no more objects are needed.</summary>
    public bool IsFull => _first <= 0;

    /// <summary>Returns the options of one list, and leaves to the service what it can skip and limit.</summary>
    /// <param name="returnsAll">Whether every object of the list is returned. If some are filtered out, the service cannot count for the cmdlet.</param>
    /// <param name="isOnlyList">Whether this is the only list of the cmdlet.</param>
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

    /// <summary>Returns whether one more object is to be returned, and counts it.</summary>
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
