using System;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Compares the names of objects with the <c>-Name</c> parameter of a Get- cmdlet. A name on the command line can contain wildcards. In a
/// piped name, all characters are literal.
/// </summary>
internal sealed class NamePatterns
{
    private readonly WildcardPattern? _pattern;
    private readonly string _name;

    /// <param name="name">The specified name.</param>
    /// <param name="isTyped">Whether the name is from the command line, not from the pipeline.</param>
    public NamePatterns(string name, bool isTyped)
    {
        IsPattern = isTyped && WildcardPattern.ContainsWildcardCharacters(name);
        _pattern = IsPattern ? WildcardPattern.Get(name, WildcardOptions.IgnoreCase) : null;

        // A typed name can contain escaped wildcard characters, such as `*. Remove the escape characters, because a name
        // without wildcards is compared literally.
        _name = isTyped ? WildcardPattern.Unescape(name) : name;
    }

    /// <summary>Whether the specified name contains wildcards, so that it can match several objects or none.</summary>
    public bool IsPattern { get; }

    public bool Is(string? name) => name is not null
        && (_pattern is not null ? _pattern.IsMatch(name) : string.Equals(name, _name, StringComparison.OrdinalIgnoreCase));
}
