using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CompassOps.PowerShell.Tests;

internal sealed record Cmdlet(
    string Verb, string Noun, string ClassName, bool SupportsShouldProcess, bool DeclaresOutput, IReadOnlyList<string> Parameters, IReadOnlyList<string> BaseClasses)
{
    private const string Attributes = "System.Management.Automation.";

    public string Name => $"{Verb}-{Noun}";

    /// <summary>Returns the cmdlets in the build for a target framework.</summary>
    /// <param name="framework">The folder of the build in the module.</param>
    public static IReadOnlyList<Cmdlet> Of(string framework)
    {
        using MetadataLoadContext context = new(new PathAssemblyResolver(Surroundings(framework)));
        return [.. context.LoadFromAssemblyPath(BuiltModule.File(framework, "CompassOps.PowerShell.dll"))
            .GetTypes()
            .Select(Read)
            .OfType<Cmdlet>()
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
    }

    /// <summary>Returns the approved verbs of Windows PowerShell 5.1.</summary>
    public static IReadOnlySet<string> ApprovedVerbs()
    {
        using MetadataLoadContext context = new(new PathAssemblyResolver(Surroundings(BuiltModule.Modern)));
        return context.LoadFromAssemblyPath(BuiltModule.PowerShellStandard)
            .GetTypes()
            .Where(type => type.FullName!.StartsWith(Attributes + "Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Surroundings(string framework) =>
        Directory.EnumerateFiles(BuiltModule.File(framework), "*.dll")
            .Concat(Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"))
            .Append(BuiltModule.PowerShellStandard);

    private static Cmdlet? Read(Type type)
    {
        CustomAttributeData? declaration = AttributeOf(type, "CmdletAttribute");
        if (declaration is null)
        {
            return null;
        }

        bool supportsShouldProcess = declaration.NamedArguments
            .Any(argument => argument.MemberName == "SupportsShouldProcess" && argument.TypedValue.Value is true);
        IEnumerable<string> parameters = type.GetProperties()
            .Where(property => AttributeOf(property, "ParameterAttribute") is not null)
            .Select(property => property.Name);
        return new Cmdlet(
            (string)declaration.ConstructorArguments[0].Value!,
            (string)declaration.ConstructorArguments[1].Value!,
            type.Name,
            supportsShouldProcess,
            AttributeOf(type, "OutputTypeAttribute") is not null,
            [.. parameters.Order(StringComparer.Ordinal)],
            [.. BaseClassesOf(type)]);
    }

    private static IEnumerable<string> BaseClassesOf(Type type)
    {
        for (Type? parent = type.BaseType; parent?.Assembly == type.Assembly; parent = parent.BaseType)
        {
            yield return parent.Name;
        }
    }

    private static CustomAttributeData? AttributeOf(MemberInfo member, string name) =>
        member.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == Attributes + name);
}
