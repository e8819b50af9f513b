using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;

namespace CompassOps.PowerShell.Tests;

/// <summary>Writes signatures of members as text, so that signatures in two assemblies can be compared.</summary>
internal sealed class SignatureText(AssemblyReader assembly) : ISignatureTypeProvider<string, object?>
{
    public string Of(MemberReference member) => member.GetKind() == MemberReferenceKind.Field
        ? member.DecodeFieldSignature(this, null)
        : Of(member.DecodeMethodSignature(this, null));

    public string Of(MethodDefinition method) => Of(method.DecodeSignature(this, null));

    public string Of(FieldDefinition field) => field.DecodeSignature(this, null);

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetFunctionPointerType(MethodSignature<string> signature) => "function " + Of(signature);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        $"{unmodifiedType} modified by {modifier}";

    public string GetPinnedType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        assembly.NameOf(handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        assembly.NameOf(handle);

    public string GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    private static string Of(MethodSignature<string> signature) =>
        $"{(signature.Header.IsInstance ? "" : "static ")}{signature.ReturnType} "
        + (signature.GenericParameterCount == 0 ? "" : $"<{signature.GenericParameterCount}>")
        + $"({string.Join(", ", signature.ParameterTypes.Take(signature.RequiredParameterCount))})";
}
