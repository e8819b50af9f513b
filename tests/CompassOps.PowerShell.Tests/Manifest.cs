using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace CompassOps.PowerShell.Tests;

/// <summary>The module's manifest, read as text: these tests run where no PowerShell is.</summary>
internal static class Manifest
{
    public static string Text { get; } = File.ReadAllText(BuiltModule.File("CompassOps.psd1"));

    /// <summary>The quoted words that stand behind a key, up to the next key.</summary>
    public static IReadOnlyList<string> Words(string key)
    {
        var value = Regex.Match(
            Text, $@"^\s*{key}\s*=(?<value>.*?)(?=^\s*\w+\s*=|\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        return [.. Regex.Matches(value.Groups["value"].Value, "'(?<word>[^']*)'").Select(match => match.Groups["word"].Value)];
    }
}
