using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps;

/// <summary>
/// Compares the values that the client sent with the values that the service returns. The service can trim texts, change line endings,
/// convert tags to lower case, and change the case of ids. The comparison ignores these changes, because the service would make them again
/// after every update.
/// </summary>
internal static class ServiceEquality
{
    /// <summary>
    /// Returns whether two texts are the same. Ignores differences in line endings and Unicode composition. Also ignores white space at the
    /// end of each line, and at the start and end of the text.
    /// </summary>
    public static bool SameText(string? one, string? other, StringComparison comparison = StringComparison.Ordinal) =>
        string.Equals(one, other, comparison) || string.Equals(Text(one), Text(other), comparison);

    public static bool SameId(string? one, string? other) =>
        string.Equals(one?.Trim() ?? "", other?.Trim() ?? "", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns whether two lists contain the same tags. Ignores order, case and blank tags.</summary>
    public static bool SameTags(IEnumerable<string> one, IEnumerable<string> other) => Tags(one).SetEquals(Tags(other));

    /// <summary>Returns whether two lists contain the same rules. Ignores order and duplicates.</summary>
    public static bool SameRules(IEnumerable<MaintenanceRule> one, IEnumerable<MaintenanceRule> other) =>
        new HashSet<string>(one.Select(Rule), StringComparer.Ordinal).SetEquals(other.Select(Rule));

    /// <summary>Returns the normalized form of the text, which <see cref="SameText"/> compares.</summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        string[] lines = text!.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        return Composed(string.Join("\n", lines.Select(static line => line.TrimEnd())).Trim());
    }

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
            // The text contains an unpaired surrogate and cannot be normalized, so return it unchanged.
            return text;
        }
    }
}
