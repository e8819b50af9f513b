namespace CompassOps.Arguments;

/// <summary><c>-Skip</c> and <c>-First</c> over everything that a cmdlet lists: what of it is wanted.</summary>
internal sealed class ListRange
{
    private long _skip;
    private long? _first;

    /// <param name="skip">How many to pass over.</param>
    /// <param name="first">How many to take after that, or null for all.</param>
    public ListRange(int skip, int? first)
    {
        _skip = skip;
        _first = first;
    }

    /// <summary>Whether nothing more is wanted.</summary>
    public bool IsFull => _first <= 0;

    /// <summary>How many more are wanted, or null for all.</summary>
    public int? Wanted => (int?)_first;

    /// <summary>How many are still to be passed over.</summary>
    public int Skip => (int)_skip;

    /// <summary>The service passes over the rest of those to skip.</summary>
    public void SkippedByService() => _skip = 0;

    /// <summary>Whether one more object is wanted, which it then is counted as.</summary>
    public bool Take()
    {
        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        if (_first is null)
        {
            return true;
        }

        return _first-- > 0;
    }
}
