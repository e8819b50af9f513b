using System;
using System.IO;
using CompassOps.Packaging;

// Usage: CompassOps.Packaging <root of the repository>. Packs the folder out/CompassOps into out/CompassOps.<version>.nupkg.
if (args is not [var root])
{
    Console.Error.WriteLine("Usage: CompassOps.Packaging <root of the repository>. Build the module first.");
    return 2;
}

string output = Path.Combine(root, "out");
try
{
    ModulePackage package = ModulePackage.Of(Path.Combine(output, "CompassOps"), PackageAssets.Of(root));
    Console.WriteLine(package.Save(output));
    return 0;
}
catch (Exception problem) when (problem is PackagingException or IOException)
{
    Console.Error.WriteLine($"Cannot create the package: {problem.Message}");
    return 1;
}
