using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

// Usage: Loading <folder with the assemblies> <path of System.Management.Automation.dll> [--not-imported].
// Loads the module's assemblies as Windows PowerShell does. Without --not-imported, the program also runs the module's import code (OnImport).
// Then it serializes a heartbeat with CompassOps.Core, and prints the JSON or the name of a missing assembly. Last, it prints the path of each
// loaded assembly of the folder.
string folder = Path.GetFullPath(args[0]);
AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
    new AssemblyName(request.Name).Name == "System.Management.Automation" ? Assembly.LoadFrom(args[1]) : null;

Assembly cmdlets = Assembly.LoadFrom(Path.Combine(folder, "CompassOps.PowerShell.dll"));
Assembly core = Assembly.LoadFrom(Path.Combine(folder, "CompassOps.Core.dll"));
if (!args.Contains("--not-imported"))
{
    Type initializer = cmdlets.GetTypes().Single(type => type.GetInterfaces().Any(face => face.Name == "IModuleAssemblyInitializer"));
    initializer.GetMethod("OnImport")!.Invoke(Activator.CreateInstance(initializer), null);
}

Console.WriteLine(Write());

IEnumerable<string> packages = AppDomain.CurrentDomain.GetAssemblies()
    .Where(assembly => !assembly.IsDynamic && assembly.Location.StartsWith(folder, StringComparison.Ordinal))
    .Select(assembly => assembly.Location.Substring(folder.Length).Replace('\\', '/').TrimStart('/'))
    .OrderBy(path => path, StringComparer.Ordinal);
foreach (string path in packages)
{
    Console.WriteLine(path);
}

// Returns the JSON of a heartbeat, or the name of the missing assembly.
string Write()
{
    object create = Activator.CreateInstance(core.GetType("CompassOps.HeartbeatPatch", throwOnError: true)!)!;
    create.GetType().GetProperty("Description")!.SetValue(create, "At the door");
    try
    {
        MethodInfo body = core.GetType("CompassOps.Serialization.RequestBodies", throwOnError: true)!
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Single(method => method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual([create.GetType()]));
        return System.Text.Encoding.UTF8.GetString((byte[])body.Invoke(null, [create])!);
    }
    catch (Exception problem)
    {
        for (; problem.InnerException is { } inner; problem = inner)
        {
        }

        return problem is FileNotFoundException missing ? "no " + new AssemblyName(missing.FileName!).Name : problem.ToString();
    }
}
