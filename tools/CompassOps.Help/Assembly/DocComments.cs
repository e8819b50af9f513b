using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CompassOps.Help;

/// <summary>
/// Reads doc comments from the XML file that the compiler writes. If a help page has no synopsis, or no text for a parameter, the tool
/// adds the doc comment to the page.
/// </summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, XElement> _summaries;

    private DocComments(IEnumerable<XElement> members) => _summaries = members
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!, StringComparer.Ordinal);

    /// <summary>Reads the XML file. Without a file, all comments are empty.</summary>
    public static DocComments Read(string? path) => new(path is null || !File.Exists(path) ? [] : XDocument.Load(path).Descendants("member"));

    /// <summary>Returns the comment of a type as Markdown, or an empty string.</summary>
    public string Of(Type type) => Of("T:" + type.FullName);

    /// <summary>Returns the comment of a property as Markdown, or an empty string.</summary>
    public string Of(PropertyInfo property)
    {
        Type type = property.DeclaringType!;
        return Of($"P:{(type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName}.{property.Name}");
    }

    private string Of(string member) => _summaries.TryGetValue(member, out XElement? summary)
        ? Blanks().Replace(string.Concat(summary.Nodes().Select(Markdown)), " ").Trim()
        : string.Empty;

    private static string Markdown(XNode node) => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element => element.Attribute("cref")?.Value.Split('.')[^1] ?? element.Value,
        _ => ((XText)node).Value,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
