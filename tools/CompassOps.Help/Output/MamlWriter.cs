using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CompassOps.Help;

/// <summary>Writes help pages of cmdlets as MAML, the XML format of Get-Help.</summary>
internal static class MamlWriter
{
    private const string OnlinePages = "https://github.com/CompassOps/CompassOps.PowerShell/blob/main/docs/en-US";

    /// <summary>The name of the help file. PowerShell finds the file only by this name.</summary>
    public const string FileName = "CompassOps.PowerShell.dll-Help.xml";

    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Items = "http://msh";

    public static void Write(string path, IEnumerable<CmdletPage> pages)
    {
        XElement root = new(Items + "helpItems", new XAttribute("schema", "maml"), pages.Select(Page));
        XmlWriterSettings settings = new()
        {
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using FileStream file = File.Create(path);
        using XmlWriter writer = XmlWriter.Create(file, settings);
        root.WriteTo(writer);
    }

    private static XElement Page(CmdletPage page)
    {
        string[] name = page.Name.Split('-', 2);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[1]),
                Text("description", [page.Synopsis])),
            Text("description", page.Description),
            new XElement(Command + "syntax", page.Syntaxes.Select(syntax => SyntaxItem(page, syntax))),
            new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(parameter, parameter.Facts[0], inSyntax: false))),
            new XElement(Command + "inputTypes", page.Inputs.Select(item => Type("inputType", item))),
            new XElement(Command + "returnValues", page.Outputs.Select(item => Type("returnValue", item))),
            new XElement(Maml + "alertSet", Text("alert", page.Notes)),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Links.Append(Online(page)).Select(Link)));
    }

    private static XElement SyntaxItem(CmdletPage page, Syntax syntax)
    {
        IEnumerable<(Parameter Parameter, ParameterFacts Facts)> parameters = from shown in syntax.Parameters
                                                                              let parameter = page.Parameters.Single(one => one.Name == shown.Name)
                                                                              select (Parameter: parameter, Facts: parameter.Facts.First(facts => facts.Holds(syntax.Set)));
        return new XElement(
            Command + "syntaxItem",
            new XElement(Maml + "name", page.Name),
            parameters.Select(entry => Parameter(entry.Parameter, entry.Facts, inSyntax: true)));
    }

    private static XElement Parameter(Parameter parameter, ParameterFacts facts, bool inSyntax)
    {
        string type = facts.Type == "SwitchParameter" && inSyntax ? string.Empty : facts.Type;
        return new XElement(
            Command + "parameter",
            new XAttribute("required", facts.IsRequired ? "true" : "false"),
            new XAttribute("variableLength", "true"),
            new XAttribute("globbing", facts.AcceptsWildcards ? "true" : "false"),
            new XAttribute("pipelineInput", facts.PipelineInput),
            new XAttribute("position", facts.Position.ToLowerInvariant()),
            new XAttribute("aliases", facts.Aliases.Length > 0 ? facts.Aliases : "none"),
            new XElement(Maml + "name", parameter.Name),
            Text("description", parameter.Description),
            inSyntax && facts.AcceptedValues.Count > 0
                ? new XElement(
                    Command + "parameterValueGroup",
                    facts.AcceptedValues.Select(value => new XElement(
                        Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), value)))
                : null,
            type.Length == 0
                ? null
                : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), type),
            new XElement(Dev + "type", new XElement(Maml + "name", facts.Type), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", facts.Default));
    }

    private static XElement Type(string element, Item item) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", item.Type)),
        Text("description", item.Text));

    private static XElement Example(Example example) => new(
        Command + "example",
        new XElement(Maml + "title", $"---------- {example.Title} ----------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks)));

    // Get-Help -Online opens this link, because it is the first link with an address.
    private static Link Online(CmdletPage page) => new("Online version", $"{OnlinePages}/{page.Name}.md");

    // Links to other cmdlets of the module have no address, because Get-Help finds these cmdlets by name.
    private static XElement Link(Link link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Address.Contains("://", StringComparison.Ordinal) ? link.Address : string.Empty));

    private static XElement Text(string element, IEnumerable<string> paragraphs) => new(Maml + element, Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph));
}
