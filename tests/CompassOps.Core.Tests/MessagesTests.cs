using System;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks that messages of CompassOps.Core contain no cmdlet or parameter names, because Core does not depend on PowerShell.
/// </summary>
public sealed class MessagesTests
{
    [Fact]
    public void No_message_names_a_cmdlet_or_a_parameter()
    {
        using PEReader file = new(File.OpenRead(typeof(CompassClient).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        System.Collections.Generic.List<string> texts = new();
        for (UserStringHandle handle = MetadataTokens.UserStringHandle(0); !handle.IsNil || texts.Count == 0; handle = metadata.GetNextHandle(handle))
        {
            texts.Add(metadata.GetUserString(handle));
        }

        Assert.Contains(texts, static text => text.Contains("Check the cloudId", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, static text => Regex.IsMatch(text, @"\b[A-Z][a-z]+-Compass|(^|[\s(])-[A-Z][A-Za-z]+\b|PowerShell|cmdlet", RegexOptions.CultureInvariant));
    }
}
