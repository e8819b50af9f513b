using System;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>What a name of a Get- cmdlet stands for: a wildcard where it was typed, the very name where it came down the pipe.</summary>
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

        // Escaped wildcard characters stand for the characters themselves.
        _name = isTyped ? WildcardPattern.Unescape(name) : name;
    }

    /// <summary>Whether it may stand for several, or for none.</summary>
    public bool IsPattern { get; }

    /// <summary>Whether it stands for this one.</summary>
    public bool Is(string? name) => name is not null
        && (_pattern is not null ? _pattern.IsMatch(name) : string.Equals(name, _name, StringComparison.OrdinalIgnoreCase));
}
