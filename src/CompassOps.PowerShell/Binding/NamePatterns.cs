using System;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Matches names against the <c>-Name</c> of a Get- cmdlet. A typed name may contain wildcards; a piped name is literal.
/// </summary>
internal sealed class NamePatterns
{
    private readonly WildcardPattern? _pattern;
    private readonly string _name;

    /// <param name="name">The specified name.</param>
    /// <param name="isTyped">Whether the name was typed, not piped.</param>
    public NamePatterns(string name, bool isTyped)
    {
        IsPattern = isTyped && WildcardPattern.ContainsWildcardCharacters(name);
        _pattern = IsPattern ? WildcardPattern.Get(name, WildcardOptions.IgnoreCase) : null;

        // An escaped wildcard character is literal.
        _name = isTyped ? WildcardPattern.Unescape(name) : name;
    }

    /// <summary>Whether the name contains wildcards, so that it can match several objects or none.</summary>
    public bool IsPattern { get; }

    /// <summary>Returns whether a name matches.</summary>
    public bool Is(string? name) => name is not null
        && (_pattern is not null ? _pattern.IsMatch(name) : string.Equals(name, _name, StringComparison.OrdinalIgnoreCase));
}
