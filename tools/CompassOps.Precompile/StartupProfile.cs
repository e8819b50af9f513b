using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CompassOps.Precompile;

/// <summary>
/// Writes a profile (.mibc) that lists methods for the compiler of ReadyToRun images. A profile is an assembly. For each profiled
/// assembly, the profile contains a global method that loads the tokens of the methods to compile. The global method
/// <c>AssemblyDictionary</c> loads the tokens of these global methods.
/// </summary>
internal sealed class StartupProfile : IDisposable
{
    private readonly ModuleDefinition _profile = ModuleDefinition.CreateModule("startup", ModuleKind.Dll);
    private readonly TypeReference _sharedGeneric;
    private readonly ILProcessor _dictionary;

    public StartupProfile()
    {
        // The compiler uses the type System.__Canon as the type argument that stands for all reference types.
        AssemblyNameReference assembly = new("System.Private.Canon", new Version());
        _profile.AssemblyReferences.Add(assembly);
        _sharedGeneric = new TypeReference("System", "__Canon", _profile, assembly);
        _dictionary = AddMethod("AssemblyDictionary").Body.GetILProcessor();
    }

    /// <summary>
    /// Adds the methods of the given types and of their nested types to the profile. Returns the names of the given types that this
    /// assembly contains.
    /// </summary>
    /// <param name="assembly">The path of the assembly.</param>
    /// <param name="types">The full names of types that are not nested.</param>
    public IReadOnlyCollection<string> Add(string assembly, IReadOnlyCollection<string> types)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly);
        MethodDefinition group = AddMethod(module.Assembly.Name.Name);
        ILProcessor body = group.Body.GetILProcessor();
        List<TypeDefinition> found = module.Types.Where(type => types.Contains(type.FullName)).ToList();
        foreach (MethodDefinition method in found.SelectMany(WithNestedTypes).SelectMany(type => type.Methods).Where(IsCompiled))
        {
            body.Emit(OpCodes.Ldtoken, Instance(method));
            body.Emit(OpCodes.Pop);
        }

        body.Emit(OpCodes.Ret);
        _dictionary.Emit(OpCodes.Ldstr, module.Assembly.Name.Name + ";");
        _dictionary.Emit(OpCodes.Ldtoken, group);
        _dictionary.Emit(OpCodes.Pop);
        return found.ConvertAll(type => type.FullName);
    }

    /// <summary>Completes the profile and writes it to a file.</summary>
    public void Write(string path)
    {
        _dictionary.Emit(OpCodes.Ret);
        _profile.Write(path);
    }

    public void Dispose() => _profile.Dispose();

    private static IEnumerable<TypeDefinition> WithNestedTypes(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNestedTypes).Prepend(type);

    // All reference types share one compiled version of a generic method. The profile lists only this version. The version does
    // not exist if a type parameter of the method or of its class must be a value type.
    private static bool IsCompiled(MethodDefinition method) =>
        method.HasBody && !method.DeclaringType.GenericParameters.Concat(method.GenericParameters).Any(parameter => parameter.HasNotNullableValueTypeConstraint);

    private MethodReference Instance(MethodDefinition method)
    {
        MethodReference reference = _profile.ImportReference(method);
        if (method.DeclaringType.HasGenericParameters)
        {
            reference.DeclaringType = Fill(new GenericInstanceType(reference.DeclaringType), method.DeclaringType);
        }

        return method.HasGenericParameters ? Fill(new GenericInstanceMethod(reference), method) : reference;
    }

    private T Fill<T>(T instance, IGenericParameterProvider definition)
        where T : IGenericInstance
    {
        foreach (GenericParameter _ in definition.GenericParameters)
        {
            instance.GenericArguments.Add(_sharedGeneric);
        }

        return instance;
    }

    private MethodDefinition AddMethod(string name)
    {
        MethodDefinition method = new(name, MethodAttributes.Public | MethodAttributes.Static, _profile.TypeSystem.Void);
        _profile.GetType("<Module>").Methods.Add(method);
        return method;
    }
}
