#if !NET
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace CompassOps.Loading;

/// <summary>Loads the libraries that are part of the module package. Does not load a library for an assembly of another module.</summary>
internal sealed class DependencyFolder
{
    private readonly string _moduleFolder;
    private readonly string _folder;
    private readonly Dictionary<string, AssemblyName> _offers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Assembly> _loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="moduleFolder">The folder of the module's assemblies. Its subfolder <c>dependencies</c> contains the libraries.</param>
    public DependencyFolder(string moduleFolder)
    {
        _moduleFolder = Path.GetFullPath(moduleFolder);
        _folder = Path.Combine(_moduleFolder, "dependencies");
        foreach (string? path in Directory.GetFiles(_folder, "*.dll"))
        {
            _offers[Path.GetFileNameWithoutExtension(path)] = AssemblyName.GetAssemblyName(path);
        }
    }

    /// <summary>
    /// Returns an assembly that the runtime did not find. Returns null if the assembly is not a library of this module, or if another module
    /// requests the assembly.
    /// </summary>
    /// <param name="fullName">The full name of the assembly, with version, culture and key.</param>
    /// <param name="requester">The assembly that refers to the missing assembly. Null if the runtime does not name the referring assembly.</param>
    public Assembly? Find(string fullName, Assembly? requester)
    {
        AssemblyName wanted = new(fullName);
        if (wanted.Name is null || !_offers.TryGetValue(wanted.Name, out AssemblyName? offer) || !Satisfies(offer, wanted))
        {
            return null;
        }

        // PowerShell loads the module's assemblies with LoadFrom. For requests from such assemblies, .NET Framework passes null instead of
        // the requester. So if the requester is null, check whether an assembly of the module refers to the wanted assembly. The code below
        // loads the libraries with LoadFile. For requests from libraries, .NET Framework passes the requester, so check its folder.
        if (requester is null ? !IsReferenceOfModule(wanted.FullName) : !IsOfModule(requester))
        {
            return null;
        }

        lock (_loaded)
        {
            if (!_loaded.TryGetValue(wanted.Name, out Assembly? assembly))
            {
                assembly = Assembly.LoadFile(Path.Combine(_folder, offer.Name + ".dll"));
                _loaded.Add(wanted.Name, assembly);
            }

            return assembly;
        }
    }

    private static bool Satisfies(AssemblyName offer, AssemblyName wanted) =>
        (wanted.Version is null || wanted.Version <= offer.Version)
        && (wanted.GetPublicKeyToken() ?? []).SequenceEqual(offer.GetPublicKeyToken() ?? []);

    private bool IsReferenceOfModule(string fullName) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(IsOfModule)
            .SelectMany(assembly => assembly.GetReferencedAssemblies())
            .Any(reference => reference.FullName == fullName);

    private bool IsOfModule(Assembly assembly)
    {
        if (assembly.IsDynamic || assembly.Location.Length == 0)
        {
            return false;
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(assembly.Location));
        return string.Equals(folder, _moduleFolder, StringComparison.OrdinalIgnoreCase)
            || string.Equals(folder, _folder, StringComparison.OrdinalIgnoreCase);
    }
}
#endif
