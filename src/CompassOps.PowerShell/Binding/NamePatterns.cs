using System;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>A name that a Get- cmdlet selects by. A typed name may have wildcards; a piped name is literal.</summary>
internal sealed class NamePatterns
{
    private readonly WildcardPattern? _pattern;
    private readonly string _name;

    /// <param name="name">The name as given.</param>
    /// <param name="isTyped">Whether it was typed.</param>
    public NamePatterns(string name, bool isTyped)
    {
        IsPattern = isTyped && WildcardPattern.ContainsWildcardCharacters(name);
        _pattern = IsPattern ? WildcardPattern.Get(name, WildcardOptions.IgnoreCase) : null;

        // Escaped wildcard characters are literal.
        _name = isTyped ? WildcardPattern.Unescape(name) : name;
    }

    /// <summary>Whether it has wildcards, so that it may match several objects or none.</summary>
    public bool IsPattern { get; }

    /// <summary>Whether it matches a name.</summary>
    public bool Is(string? name) => name is not null
        && (_pattern is not null ? _pattern.IsMatch(name) : string.Equals(name, _name, StringComparison.OrdinalIgnoreCase));
}
