using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace CompassOps.Binding;

/// <summary>
/// Converts a value to alert tags. Splits a single text, such as a table cell, at commas or semicolons. Does not split the items of a list.
/// <see cref="ListText"/> describes the format of the text.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TagTransformationAttribute : ValueTransformationAttribute
{
    private static readonly Regex QuotedItem = new("\"([^\"]|\"\")*\"", RegexOptions.CultureInvariant);

    /// <summary>
    /// Returns a warning if a tag in a table cell contains spaces and has no quotation marks. Otherwise returns null. The spaces can
    /// separate several tags, because Export-Csv writes the tags of an object from Import-Clixml with spaces between them.
    /// </summary>
    internal static string? Doubt(object? cell) => Unwrap(cell) is string text
        && ListItems.Split(QuotedItem.Replace(text, "")).Any(static item => item.Any(char.IsWhiteSpace))
        ? Messages.TagWithBlanks(text.Trim())
        : null;

    private protected override object? Convert(object value) => ListItems.IsList(value)
        ? ListItems.Flatten(value).Select(Text).Where(static tag => tag.Length > 0).ToArray()
        : ListText.Split(NotATypeName(Text(value))).ToArray();

    private static string Text(object? value) => NotATypeName(System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    private static string NotATypeName(string text) =>
        text.StartsWith("System.", StringComparison.Ordinal) && (text.EndsWith("[]", StringComparison.Ordinal) || text.Contains("Collections."))
            ? throw new CompassArgumentException(Messages.TypeNameAsTags(text), null)
            : text;
}
