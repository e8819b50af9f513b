using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Checks for which requests the module returns an assembly from its folder "dependencies".</summary>
public class DependencyFolderTests
{
    private static readonly Assembly Cmdlets = Load("CompassOps.PowerShell.dll");
    private static readonly Assembly Core = Load("CompassOps.Core.dll");
    private static readonly string Json = NameOf("System.Text.Json");

    [Fact]
    public void An_assembly_of_the_module_gets_the_package_from_the_folder() =>
        Assert.Equal(Path.Combine(BuiltModule.Dependencies, "System.Text.Json.dll"), Find(Json, Core)?.Location);

    [Fact]
    public void The_same_assembly_is_returned_every_time() =>
        Assert.Same(Find(Json, Core), Find(Json, Cmdlets));

    [Fact]
    public void A_request_for_an_older_version_gets_the_package() =>
        Assert.NotNull(Find(Older(NameOf("System.Runtime.CompilerServices.Unsafe")), Find(Json, Core)));

    [Fact]
    public void A_request_of_an_unknown_assembly_is_resolved_if_the_module_has_this_exact_reference()
    {
        string reference = Core.GetReferencedAssemblies().Single(name => name.Name == "System.Text.Json").FullName;

        Assert.NotNull(Find(reference, null));
        Assert.Null(Find(Older(reference), null));
    }

    [Fact]
    public void A_request_of_another_module_is_not_resolved() =>
        Assert.Null(Find(Json, typeof(DependencyFolderTests).Assembly));

    [Fact]
    public void A_request_for_a_newer_version_is_not_resolved()
    {
        AssemblyName name = new(Json) { Version = new Version(99, 0, 0, 0) };
        Assert.Null(Find(name.FullName, Core));
    }

    [Fact]
    public void An_assembly_of_another_publisher_is_not_resolved() =>
        Assert.Null(Find(Json.Replace("cc7b13ffcd2ddd51", "b77a5c561934e089", StringComparison.Ordinal), Core));

    [Fact]
    public void An_assembly_outside_the_folder_is_not_resolved() =>
        Assert.Null(Find("System.Xml, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089", Core));

    private static readonly object Folder = Activator.CreateInstance(
        Cmdlets.GetType("CompassOps.Loading.DependencyFolder", throwOnError: true)!, BuiltModule.File(BuiltModule.Desktop))!;

    private static Assembly Load(string file) => Assembly.LoadFrom(BuiltModule.File(BuiltModule.Desktop, file));

    private static Assembly? Find(string name, Assembly? requester) =>
        (Assembly?)Folder.GetType().GetMethod("Find")!.Invoke(Folder, [name, requester]);

    private static string NameOf(string package) =>
        AssemblyName.GetAssemblyName(Path.Combine(BuiltModule.Dependencies, package + ".dll")).FullName;

    private static string Older(string fullName) => new AssemblyName(fullName) { Version = new Version(1, 0, 0, 0) }.FullName;
}
