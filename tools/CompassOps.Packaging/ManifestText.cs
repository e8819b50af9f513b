using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace CompassOps.Packaging;

/// <summary>Reads keys and quoted strings of a module manifest without PowerShell. Does not evaluate expressions.</summary>
internal sealed partial class ManifestText
{
    private readonly Dictionary<string, List<string>> _texts = new(StringComparer.OrdinalIgnoreCase);

    public ManifestText(string manifest)
    {
        List<string>? current = null;
        foreach (Match token in Token().Matches(manifest))
        {
            if (token.Groups["key"] is { Success: true, Value: var key })
            {
                _texts[key] = current = [];
            }
            else if (token.Groups["text"] is { Success: true, Value: var text })
            {
                current?.Add(text.Replace("''", "'", StringComparison.Ordinal));
            }
            else if (token.Groups["lines"] is { Success: true, Value: var lines })
            {
                current?.Add(lines);
            }
        }
    }

    public bool Has(string key) => _texts.ContainsKey(key);

    /// <summary>Returns the quoted strings in the value of a key. Returns an empty list if the key is missing.</summary>
    public IReadOnlyList<string> Texts(string key) => _texts.TryGetValue(key, out List<string>? texts) ? texts : [];

    /// <summary>Returns the only quoted string in the value of a key.</summary>
    public string Text(string key) => Texts(key) is [var text]
        ? text
        : throw new PackagingException($"The module manifest must have exactly one string for the key '{key}'.");

    // One expression must match all kinds of tokens, because a token can contain text that looks like another kind. A comment can
    // contain quotes, a key in parentheses contains a string, and a string can contain text like a key.
    [GeneratedRegex("""
        \#[^\n]*
        | @'\r?\n(?<lines>.*?)\r?\n'@
        | \('(?<key>\w+)'\)[ ]*=
        | '(?<text>(?:[^']|'')*)'
        | (?<key>\w+)[ ]*=
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
