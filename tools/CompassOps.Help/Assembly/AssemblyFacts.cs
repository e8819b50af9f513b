using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CompassOps.Help;

/// <summary>Reads the cmdlets of a built assembly without loading it into PowerShell.</summary>
internal static class AssemblyFacts
{
    private const string Automation = "System.Management.Automation.";
    private const string Switch = "SwitchParameter";

    /// <summary>Returns the cmdlets, sorted by name.</summary>
    /// <param name="assembly">The path of the assembly. Its dependencies must be in the same folder.</param>
    /// <param name="powerShell">The path of the reference assembly System.Management.Automation.dll.</param>
    /// <param name="docComments">The path of the XML file with the doc comments. Null means that there are no doc comments.</param>
    public static IReadOnlyList<CmdletFacts> Read(string assembly, string powerShell, string? docComments)
    {
        IEnumerable<string> surroundings = Directory.EnumerateFiles(Path.GetDirectoryName(assembly)!, "*.dll")
            .Concat(Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"))
            .Append(powerShell);
        using MetadataLoadContext context = new(new PathAssemblyResolver(surroundings));
        DocComments comments = DocComments.Read(docComments);
        return [.. context.LoadFromAssemblyPath(assembly).GetTypes()
            .Where(type => !type.IsAbstract && AttributeOf(type, "CmdletAttribute") is not null)
            .Select(type => Cmdlet(type, comments))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
    }

    private static CmdletFacts Cmdlet(Type type, DocComments comments)
    {
        CustomAttributeData declared = AttributeOf(type, "CmdletAttribute")!;
        string name = $"{declared.ConstructorArguments[0].Value}-{declared.ConstructorArguments[1].Value}";
        (PropertyInfo Property, CustomAttributeData[] Attributes)[] properties = type.GetProperties()
            .Select(property => (Property: property, Attributes: AttributesOf(property, "ParameterAttribute").ToArray()))
            .Where(entry => entry.Attributes.Length > 0)
            .ToArray();
        bool takesPipelineInput = properties.Any(entry => entry.Attributes.Any(attribute => PipelineInput(attribute) != "False"));
        // Help pages do not contain parameters with DontShow.
        properties = [.. properties.Where(entry => !entry.Attributes.Any(attribute => Named(attribute, "DontShow") is true))];

        string? defaultSet = (string?)Named(declared, "DefaultParameterSetName");
        string[] sets = [.. properties.SelectMany(entry => entry.Attributes.Select(SetOf)).Prepend(defaultSet).OfType<string>().Distinct()];
        List<ParameterDeclaration> parameters = properties.Select(entry => Parameter(entry.Property, entry.Attributes, comments)).ToList();
        if (sets.Length == 1)
        {
            // A base class can declare the name of a parameter set. If the cmdlet has only this parameter set, its page does not need
            // the name, so remove the name.
            parameters = parameters.ConvertAll(parameter => parameter with { Facts = [.. parameter.Facts.Select(facts => facts with { Sets = [] })] });
        }

        if (Named(declared, "SupportsShouldProcess") is true)
        {
            parameters.Add(OfShell("WhatIf", "wi", "Shows what the cmdlet would do, without doing it."));
            parameters.Add(OfShell("Confirm", "cf", "Prompts for confirmation before the cmdlet makes a change."));
        }

        string[] outputs = [.. Outputs(type).Distinct()];
        return new CmdletFacts(name, Synopsis(name, comments.Of(type)), defaultSet, sets, parameters, takesPipelineInput, outputs);
    }

    // A doc comment begins with the name of the cmdlet, but a synopsis does not. So remove the name.
    private static string Synopsis(string name, string summary)
    {
        string text = summary.StartsWith($"`{name}`: ", StringComparison.Ordinal) ? summary[(name.Length + 4)..] : summary;
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static IEnumerable<string> Outputs(Type type) => AttributesOf(type, "OutputTypeAttribute")
        .SelectMany(attribute => (IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)
        .Select(argument => argument.Value is Type output ? output.FullName! : (string)argument.Value!);

    private static ParameterDeclaration Parameter(PropertyInfo property, CustomAttributeData[] attributes, DocComments comments)
    {
        Type type = Nullable(property.PropertyType);
        Type single = type.IsArray ? type.GetElementType()! : type;
        string[] accepted = single.IsEnum
            ? single.GetEnumNames()
            : [.. AttributesOf(property, "ValidateSetAttribute").SelectMany(Words)];

        ParameterFacts Facts(IReadOnlyCollection<CustomAttributeData> group, CustomAttributeData attribute) => new(
            type.Name,
            group.Any(one => SetOf(one) is null) ? [] : [.. group.Select(one => SetOf(one)!)],
            string.Join(", ", AttributesOf(property, "AliasAttribute").SelectMany(Words)),
            accepted,
            Named(attribute, "Mandatory") is true,
            Named(attribute, "Position")?.ToString() ?? ParameterFacts.Named,
            DefaultOf(property) ?? (type.Name == Switch ? "False" : ParameterFacts.NoDefault),
            PipelineInput(attribute),
            AttributeOf(property, "SupportsWildcardsAttribute") is not null);

        // If a parameter has the same facts in several parameter sets, the page shows the facts only once.
        IEnumerable<IGrouping<(bool, int?, string), CustomAttributeData>> groups = attributes.GroupBy(attribute => (
            Named(attribute, "Mandatory") is true, Named(attribute, "Position") as int?, PipelineInput(attribute)));
        return new ParameterDeclaration(
            property.Name,
            type.FullName!,
            comments.Of(property),
            [.. groups.Select(group => Facts([.. group], group.First()))]);
    }

    private static ParameterDeclaration OfShell(string name, string alias, string summary) =>
        new(name, Automation + Switch, summary, [new ParameterFacts(Switch, [], alias, [], false, ParameterFacts.Named, "False", "False", false)]);

    private static string? DefaultOf(PropertyInfo property) => AttributeOf(property, "PSDefaultValueAttribute") is { } attribute
        ? Convert.ToString(Named(attribute, "Help") ?? Named(attribute, "Value"), System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static string PipelineInput(CustomAttributeData attribute)
    {
        string[] ways =
        [
            .. Named(attribute, "ValueFromPipelineByPropertyName") is true ? ["ByPropertyName"] : Array.Empty<string>(),
            .. Named(attribute, "ValueFromPipeline") is true ? ["ByValue"] : Array.Empty<string>(),
        ];
        return ways.Length == 0 ? "False" : $"True ({string.Join(", ", ways)})";
    }

    private static string? SetOf(CustomAttributeData attribute) => (string?)Named(attribute, "ParameterSetName");

    private static Type Nullable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1" ? type.GetGenericArguments()[0] : type;

    private static IEnumerable<string> Words(CustomAttributeData attribute) =>
        ((IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(argument => (string)argument.Value!);

    private static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    private static CustomAttributeData? AttributeOf(MemberInfo member, string name) => AttributesOf(member, name).FirstOrDefault();

    private static IEnumerable<CustomAttributeData> AttributesOf(MemberInfo member, string name) =>
        member.CustomAttributes.Where(attribute => attribute.AttributeType.FullName == Automation + name);
}
