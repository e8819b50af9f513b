using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace CompassOps.Binding;

/// <summary>
/// Converts to tags: the items of a list unchanged, or one text (a table cell) with tags separated by commas or semicolons;
/// see <see cref="ListText"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TagTransformationAttribute : ValueTransformationAttribute
{
    private static readonly Regex QuotedItem = new("\"([^\"]|\"\")*\"", RegexOptions.CultureInvariant);

    /// <summary>
    /// Returns a warning about a cell with an unquoted item that contains spaces, because Export-Csv separates with spaces a list that came
    /// from Clixml; null for any other value.
    /// </summary>
    internal static string? Doubt(object? cell) => Unwrap(cell) is string text
        && ListItems.Split(QuotedItem.Replace(text, "")).Any(static item => item.Any(char.IsWhiteSpace))
        ? Messages.TagWithBlanks(text.Trim())
        : null;

    /// <inheritdoc />
    private protected override object? Convert(object value) => ListItems.IsList(value)
        ? ListItems.Flatten(value).Select(Text).Where(static tag => tag.Length > 0).ToArray()
        : ListText.Split(NotATypeName(Text(value))).ToArray();

    private static string Text(object? value) => NotATypeName(System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    private static string NotATypeName(string text) =>
        text.StartsWith("System.", StringComparison.Ordinal) && (text.EndsWith("[]", StringComparison.Ordinal) || text.Contains("Collections."))
            ? throw new CompassArgumentException(Messages.TypeNameAsTags(text), null)
            : text;
}
