using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CompassOps.PowerShell.Tests;

/// <summary>Reads which types an assembly defines, forwards and references. Does not load the assembly.</summary>
internal sealed class AssemblyReader : IDisposable
{
    private readonly PEReader _file;
    private readonly Dictionary<string, TypeDefinitionHandle> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _forwards = new(StringComparer.Ordinal);

    public AssemblyReader(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        Metadata = _file.GetMetadataReader();
        Name = Metadata.GetAssemblyDefinition().GetAssemblyName();
        foreach (TypeDefinitionHandle handle in Metadata.TypeDefinitions)
        {
            _definitions[NameOf(handle)] = handle;
        }

        foreach (ExportedType forward in Metadata.ExportedTypes.Select(Metadata.GetExportedType).Where(type => type.IsForwarder))
        {
            _forwards[FullName(forward.Namespace, forward.Name)] = NameOf((AssemblyReferenceHandle)forward.Implementation);
        }
    }

    public MetadataReader Metadata { get; }

    public AssemblyName Name { get; }

    public IEnumerable<AssemblyName> References =>
        Metadata.AssemblyReferences.Select(handle => Metadata.GetAssemblyReference(handle).GetAssemblyName());

    /// <summary>The full names of the referenced types in other assemblies.</summary>
    public IEnumerable<string> ReferencedTypes => Metadata.TypeReferences.Select(NameOf);

    public bool TryGetDefinition(string type, out TypeDefinitionHandle handle) => _definitions.TryGetValue(type, out handle);

    /// <summary>
    /// Returns the assembly to which a type was forwarded, or null. A nested type is forwarded together with its outermost type.
    /// </summary>
    public string? ForwardOf(string type) => _forwards.GetValueOrDefault(type.Split('/')[0]);

    /// <summary>
    /// Returns the name of the assembly that contains a referenced type. Returns null if the assembly of this reader contains the type.
    /// </summary>
    public string? AssemblyOf(TypeReferenceHandle handle)
    {
        EntityHandle scope = Metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => AssemblyOf((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => NameOf((AssemblyReferenceHandle)scope),
            _ => null,
        };
    }

    /// <summary>Returns the namespace and name of a type. For a nested type, returns the name of the outer type, a slash and the name.</summary>
    public string NameOf(TypeReferenceHandle handle)
    {
        TypeReference type = Metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf((TypeReferenceHandle)type.ResolutionScope)}/{Metadata.GetString(type.Name)}"
            : FullName(type.Namespace, type.Name);
    }

    public string NameOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = Metadata.GetTypeDefinition(handle);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        return outer.IsNil ? FullName(type.Namespace, type.Name) : $"{NameOf(outer)}/{Metadata.GetString(type.Name)}";
    }

    public void Dispose() => _file.Dispose();

    private string NameOf(AssemblyReferenceHandle handle) => Metadata.GetString(Metadata.GetAssemblyReference(handle).Name);

    private string FullName(StringHandle @namespace, StringHandle name) =>
        @namespace.IsNil ? Metadata.GetString(name) : $"{Metadata.GetString(@namespace)}.{Metadata.GetString(name)}";
}
