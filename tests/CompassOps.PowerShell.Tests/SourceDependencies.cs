using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CompassOps.PowerShell.Tests;

/// <summary>
/// Finds which source files of a project use types of other source files. Reads the built assembly and its embedded symbols.
/// </summary>
internal sealed class SourceDependencies
{
    // The kind of debug record that names the source file of a type. The compiler writes this record only for types without code, such
    // as enums.
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(static field => (OpCode)field.GetValue(null)!).ToDictionary(static code => code.Value & 0xFFFF);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly MetadataReader _symbols;
    private readonly string _root;
    private readonly Dictionary<TypeDefinitionHandle, string> _files = new();
    private readonly HashSet<(string From, string To)> _uses = new();

    private SourceDependencies(PEReader file, MetadataReader symbols, string project)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _symbols = symbols;
        _root = $"/src/{project}/";
    }

    /// <summary>
    /// Returns pairs of source files. The first file uses a type that the second file defines. Paths are relative to the project
    /// folder.
    /// </summary>
    public static IReadOnlyCollection<(string From, string To)> Read(string assembly, string project)
    {
        using PEReader file = new(File.OpenRead(assembly));
        DebugDirectoryEntry entry = file.ReadDebugDirectory().Single(static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider symbols = file.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        SourceDependencies dependencies = new(file, symbols.GetMetadataReader(), project);
        dependencies.Read();
        return dependencies._uses;
    }

    private void Read()
    {
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            if (FileOf(handle) is { } file)
            {
                _files[handle] = file;
            }
        }

        foreach ((TypeDefinitionHandle handle, string file) in _files)
        {
            TypeDefinition type = _metadata.GetTypeDefinition(handle);
            Collect(file, type.BaseType);
            Collect(file, type.GetInterfaceImplementations().Select(item => _metadata.GetInterfaceImplementation(item).Interface));
            Collect(file, type.GetCustomAttributes().Select(item => _metadata.GetCustomAttribute(item).Constructor));
            foreach (FieldDefinitionHandle field in type.GetFields())
            {
                _metadata.GetFieldDefinition(field).DecodeSignature(new Collector(this, file), null);
            }

            foreach (MethodDefinitionHandle method in type.GetMethods())
            {
                Read(method, FileOf(method) ?? file);
            }
        }
    }

    private void Read(MethodDefinitionHandle handle, string file)
    {
        MethodDefinition method = _metadata.GetMethodDefinition(handle);
        Collector collector = new(this, file);
        method.DecodeSignature(collector, null);
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(collector, null);
        }

        Collect(file, body.ExceptionRegions.Where(static region => region.Kind == ExceptionRegionKind.Catch).Select(static region => region.CatchType));
        Collect(file, Tokens(body.GetILReader()));
    }

    private static List<EntityHandle> Tokens(BlobReader il)
    {
        List<EntityHandle> tokens = new();
        while (il.RemainingBytes > 0)
        {
            int value = il.ReadByte();
            OpCode code = Codes[value == 0xFE ? 0xFE00 | il.ReadByte() : value];
            switch (code.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    tokens.Add((EntityHandle)MetadataTokens.Handle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                default:
                    il.Offset += code.OperandType switch
                    {
                        OperandType.InlineNone => 0,
                        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                        OperandType.InlineVar => 2,
                        OperandType.InlineI8 or OperandType.InlineR => 8,
                        _ => 4,
                    };
                    break;
            }
        }

        return tokens;
    }

    private void Collect(string file, IEnumerable<EntityHandle> handles)
    {
        foreach (EntityHandle handle in handles)
        {
            Collect(file, handle);
        }
    }

    private void Collect(string file, EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition when _files.TryGetValue((TypeDefinitionHandle)handle, out string? used):
                if (used != file)
                {
                    _uses.Add((file, used));
                }

                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new Collector(this, file), null);
                break;
            case HandleKind.MethodDefinition:
                Collect(file, _metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Collect(file, _metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Collect(file, _metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                method.DecodeSignature(new Collector(this, file), null);
                Collect(file, method.Method);
                break;
        }
    }

    private string? FileOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        return type.GetMethods().Select(FileOf).FirstOrDefault(static file => file is not null)
            ?? _symbols.GetCustomDebugInformation(handle).Select(_symbols.GetCustomDebugInformation)
                .Where(item => _symbols.GetGuid(item.Kind) == TypeDocuments)
                .Select(item => FileOf(MetadataTokens.DocumentHandle(_symbols.GetBlobReader(item.Value).ReadCompressedInteger()))).FirstOrDefault()
            ?? (type.GetDeclaringType() is { IsNil: false } outer ? FileOf(outer) : null);
    }

    private string? FileOf(MethodDefinitionHandle handle)
    {
        MethodDebugInformation method = _symbols.GetMethodDebugInformation(handle);
        DocumentHandle document = method.Document.IsNil
            ? method.GetSequencePoints().Select(static point => point.Document).FirstOrDefault()
            : method.Document;
        return document.IsNil ? null : FileOf(document);
    }

    private string? FileOf(DocumentHandle handle)
    {
        string name = _symbols.GetString(_symbols.GetDocument(handle).Name).Replace('\\', '/');
        int at = name.IndexOf(_root, StringComparison.Ordinal);
        return at < 0 || name.Contains("/obj/", StringComparison.Ordinal) ? null : name.Substring(at + _root.Length);
    }

    /// <summary>Records the types of the project that a signature contains.</summary>
    private sealed class Collector(SourceDependencies owner, string file) : ISignatureTypeProvider<int, object?>
    {
        public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            owner.Collect(file, handle);
            return 0;
        }

        public int GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            owner.Collect(file, handle);
            return 0;
        }

        public int GetArrayType(int elementType, ArrayShape shape) => 0;

        public int GetByReferenceType(int elementType) => 0;

        public int GetFunctionPointerType(MethodSignature<int> signature) => 0;

        public int GetGenericInstantiation(int genericType, ImmutableArray<int> typeArguments) => 0;

        public int GetGenericMethodParameter(object? genericContext, int index) => 0;

        public int GetGenericTypeParameter(object? genericContext, int index) => 0;

        public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;

        public int GetPinnedType(int elementType) => 0;

        public int GetPointerType(int elementType) => 0;

        public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;

        public int GetSZArrayType(int elementType) => 0;

        public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => 0;
    }
}
