using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;

namespace CompassOps.PowerShell.Tests;

/// <summary>
/// Reads the assemblies that exist at run time. Finds each assembly, type and member that another assembly references but that is missing.
/// </summary>
internal sealed class Platform : IDisposable
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyReader> _open = new(StringComparer.OrdinalIgnoreCase);

    public Platform(params string[] foldersAndFiles)
    {
        foreach (string? path in foldersAndFiles
            .SelectMany(place => File.Exists(place) ? [place] : Directory.GetFiles(place, "*.dll")))
        {
            _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }
    }

    /// <summary>Returns one line for each missing assembly, type or member that an assembly references.</summary>
    public IReadOnlyList<string> Lacks(string assemblyPath)
    {
        using AssemblyReader assembly = new(assemblyPath);
        return [.. LackingAssemblies(assembly).Concat(LackingTypes(assembly)).Concat(LackingMembers(assembly))];
    }

    public void Dispose()
    {
        foreach (AssemblyReader assembly in _open.Values)
        {
            assembly.Dispose();
        }
    }

    private IEnumerable<string> LackingAssemblies(AssemblyReader assembly) =>
        from wanted in assembly.References
        let found = Open(wanted.Name!)
        where found is null
            || found.Name.Version < wanted.Version
            || !wanted.GetPublicKeyToken().AsSpan().SequenceEqual(found.Name.GetPublicKeyToken())
        select $"assembly {wanted.FullName}: " + (found is null ? "not there" : $"there is {found.Name.FullName}");

    private IEnumerable<string> LackingTypes(AssemblyReader assembly) =>
        from handle in assembly.Metadata.TypeReferences
        let home = assembly.AssemblyOf(handle)
        where home is not null && Find(home, assembly.NameOf(handle)) is null
        select $"type {assembly.NameOf(handle)} of {home}";

    private IEnumerable<string> LackingMembers(AssemblyReader assembly)
    {
        SignatureText text = new(assembly);
        return from handle in assembly.Metadata.MemberReferences
               let member = assembly.Metadata.GetMemberReference(handle)
               let owner = FindOwner(assembly, member.Parent)
               let name = assembly.Metadata.GetString(member.Name)
               where owner is not null && !Has(owner.Value, name, text.Of(member))
               select $"member {owner.Value.Assembly.NameOf(owner.Value.Handle)}.{name}: {text.Of(member)}";
    }

    /// <summary>
    /// Returns the type that contains a member. Returns null for arrays and for unknown types. <see cref="LackingTypes"/> reports
    /// unknown types.
    /// </summary>
    private FoundType? FindOwner(AssemblyReader assembly, EntityHandle owner) => owner.Kind switch
    {
        _ when owner.IsNil => null,
        HandleKind.TypeDefinition => new FoundType(assembly, (TypeDefinitionHandle)owner),
        HandleKind.TypeReference when assembly.AssemblyOf((TypeReferenceHandle)owner) is { } home =>
            Find(home, assembly.NameOf((TypeReferenceHandle)owner)),
        HandleKind.TypeSpecification => FindGeneric(assembly, (TypeSpecificationHandle)owner),
        _ => null,
    };

    private FoundType? FindGeneric(AssemblyReader assembly, TypeSpecificationHandle handle)
    {
        BlobReader signature = assembly.Metadata.GetBlobReader(assembly.Metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadCompressedInteger();
        return FindOwner(assembly, signature.ReadTypeHandle());
    }

    private bool Has(FoundType owner, string name, string signature)
    {
        MetadataReader metadata = owner.Assembly.Metadata;
        TypeDefinition type = metadata.GetTypeDefinition(owner.Handle);
        SignatureText text = new(owner.Assembly);
        IEnumerable<string> candidates = type.GetMethods().Select(metadata.GetMethodDefinition)
            .Where(method => metadata.StringComparer.Equals(method.Name, name)).Select(text.Of)
            .Concat(type.GetFields().Select(metadata.GetFieldDefinition)
                .Where(field => metadata.StringComparer.Equals(field.Name, name)).Select(text.Of));
        return candidates.Contains(signature)
            || (FindOwner(owner.Assembly, type.BaseType) is { } inherited && Has(inherited, name, signature));
    }

    private FoundType? Find(string assemblyName, string type)
    {
        // The assembly to which a type is forwarded can forward the type again. The limit of five steps prevents an endless loop.
        for ((AssemblyReader? home, int steps) = (Open(assemblyName), 0); home is not null && steps < 5; steps++)
        {
            if (home.TryGetDefinition(type, out TypeDefinitionHandle handle))
            {
                return new FoundType(home, handle);
            }

            home = home.ForwardOf(type) is { } next ? Open(next) : null;
        }

        return null;
    }

    private AssemblyReader? Open(string name)
    {
        if (!_open.TryGetValue(name, out AssemblyReader? assembly) && _paths.TryGetValue(name, out string? path))
        {
            assembly = new AssemblyReader(path);
            _open.Add(name, assembly);
        }

        return assembly;
    }

    private readonly record struct FoundType(AssemblyReader Assembly, TypeDefinitionHandle Handle);
}
