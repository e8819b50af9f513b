using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>Reads maintenance rules from a table cell, such as <c>disabled integration 51e9e162, noMaintenance policy p1</c>.</summary>
internal static class RulesText
{
    private const int WordsOfRule = 3;

    /// <summary>Reads the rules from a text. Returns no rules if the text is blank.</summary>
    /// <exception cref="CompassArgumentException">The text is not a list of rules.</exception>
    public static IEnumerable<MaintenanceRule> Read(string text) => ListText.Split(text).SelectMany(item => ReadItem(item, text)).ToArray();

    // Reads one or more rules of three words. An item usually contains one rule. But if Export-Csv writes an object from Clixml, spaces
    // instead of commas separate the rules, so one item contains all rules.
    private static MaintenanceRule[] ReadItem(string item, string text)
    {
        string[] words = item.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        MaintenanceRule[] rules = Enumerable.Range(0, words.Length / WordsOfRule)
            .Select(index => new MaintenanceRule(words[index * WordsOfRule], words[(index * WordsOfRule) + 1], words[(index * WordsOfRule) + 2])).ToArray();
        bool isWhole = words.Length > 0 && words.Length % WordsOfRule == 0;
        return isWhole && Array.TrueForAll(rules, static rule => KnownValues.IsRule(rule)) ? rules
            : isWhole && rules.Length == 1 ? rules
            : throw new CompassArgumentException(Messages.NotARule(text), null);
    }
}
