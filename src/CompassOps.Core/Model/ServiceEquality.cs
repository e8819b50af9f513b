using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps;

/// <summary>
/// Compares sent values with the values that the service returns. The service may trim texts, change line endings, convert tags to lower
/// case, and change the case of ids. Such changes are not differences, because the service would undo every correction.
/// </summary>
internal static class ServiceEquality
{
    /// <summary>
    /// Returns whether two texts are the same. Ignores line endings, Unicode composition, and white space at the ends of the text and of
    /// its lines.
    /// </summary>
    public static bool SameText(string? one, string? other, StringComparison comparison = StringComparison.Ordinal) =>
        string.Equals(one, other, comparison) || string.Equals(Text(one), Text(other), comparison);

    /// <summary>Returns whether two ids are the same except for case and white space at their ends.</summary>
    public static bool SameId(string? one, string? other) =>
        string.Equals(one?.Trim() ?? "", other?.Trim() ?? "", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns whether two lists contain the same tags, in any order and case. Blank tags are ignored.</summary>
    public static bool SameTags(IEnumerable<string> one, IEnumerable<string> other) => Tags(one).SetEquals(Tags(other));

    /// <summary>Returns whether two lists contain the same rules, in any order. Duplicates are ignored.</summary>
    public static bool SameRules(IEnumerable<MaintenanceRule> one, IEnumerable<MaintenanceRule> other) =>
        new HashSet<string>(one.Select(Rule), StringComparer.Ordinal).SetEquals(other.Select(Rule));

    /// <summary>Returns the normalized form of a text. <see cref="SameText"/> treats texts with equal forms as equal.</summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        string[] lines = text!.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        return Composed(string.Join("\n", lines.Select(static line => line.TrimEnd())).Trim());
    }

    /// <summary>Returns the normalized form of a rule.</summary>
    public static string Rule(MaintenanceRule rule) =>
        $"{rule.State.Trim()} {rule.EntityType.Trim()} {rule.EntityId.Trim()}".ToUpperInvariant();

    private static HashSet<string> Tags(IEnumerable<string> tags) =>
        new(tags.Select(Text).Where(static tag => tag.Length > 0), StringComparer.OrdinalIgnoreCase);

    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // A text with an unpaired surrogate cannot be normalized.
            return text;
        }
    }
}
