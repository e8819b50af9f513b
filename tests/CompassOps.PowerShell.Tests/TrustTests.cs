using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Checks that the module can be signed, and that it works on machines that run only signed code.</summary>
public class TrustTests
{
    public static TheoryData<string> SignedTexts =>
        new(BuiltModule.Files.Where(file => file.EndsWith(".psd1", StringComparison.Ordinal) || file.EndsWith(".ps1xml", StringComparison.Ordinal)));

    public static TheoryData<string> OwnAssemblies =>
        new(BuiltModule.Files.Where(file => Path.GetFileName(file) is var name
            && name.StartsWith("CompassOps.", StringComparison.Ordinal) && name.EndsWith(".dll", StringComparison.Ordinal)));

    // If a file has no byte order mark, Windows PowerShell decodes the file with the code page of the machine. So machines can
    // decode non-ASCII text differently, and the signature of the file would be invalid on some machines.
    [Theory]
    [MemberData(nameof(SignedTexts))]
    public void Signed_text_files_are_plain_ASCII(string file)
    {
        byte[] bytes = File.ReadAllBytes(BuiltModule.File(file));
        Assert.All(bytes, value => Assert.True(value is (byte)'\n' or (byte)'\t' or (>= 0x20 and < 0x7F), $"0x{value:x2} in {file}"));
        Assert.Equal((byte)'\n', bytes[^1]);
    }

    [Fact]
    public void The_module_has_no_script_files() =>
        Assert.DoesNotContain(BuiltModule.Files, file => file.EndsWith(".ps1", StringComparison.Ordinal) || file.EndsWith(".psm1", StringComparison.Ordinal));

    [Fact]
    public void The_type_data_has_no_scripts() =>
        Assert.DoesNotContain(
            XDocument.Load(BuiltModule.File("CompassOps.Types.ps1xml")).Descendants(),
            element => element.Name.LocalName.StartsWith("Script", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(OwnAssemblies))]
    public void No_code_is_generated_at_run_time(string file)
    {
        using AssemblyReader assembly = new(BuiltModule.File(file));
        Assert.DoesNotContain(assembly.ReferencedTypes, type =>
            type.StartsWith("System.Reflection.Emit.", StringComparison.Ordinal)
            || type.StartsWith("System.Linq.Expressions.", StringComparison.Ordinal)
            || type.StartsWith("Microsoft.CSharp.", StringComparison.Ordinal));
    }
}
