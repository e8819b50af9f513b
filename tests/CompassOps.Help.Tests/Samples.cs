using System;
using System.IO;

namespace CompassOps.Help.Tests;

/// <summary>Contains a small valid help page. Tests change parts of the page.</summary>
internal static class Samples
{
    public const string Page = """
        ---
        external help file: CompassOps.PowerShell.dll-Help.xml
        Module Name: CompassOps
        online version:
        schema: 2.0.0
        ---

        # Get-Thing

        ## SYNOPSIS
        Gets a thing.

        ## SYNTAX

        ### Name (Default)

        ```
        Get-Thing [[-Name] <String[]>] [-Kind <Kind>] [<CommonParameters>]
        ```

        ### All

        ```
        Get-Thing -All [-Kind <Kind>] [<CommonParameters>]
        ```

        ## DESCRIPTION
        It `gets` things, from
        anywhere.

        - one
        - two

        ## EXAMPLES

        ### Example 1: Get one
        ```powershell
        Get-Thing one
        ```

        ```Output
        one
          two
        ```

        That is *all*.

        ## PARAMETERS

        ### -All
        All things.

        ```yaml
        Type: SwitchParameter
        Parameter Sets: All
        Aliases:

        Required: True
        Position: Named
        Default value: False
        Accept pipeline input: False
        Accept wildcard characters: False
        ```

        ### -Kind
        The kind of the thing.

        ```yaml
        Type: Kind
        Parameter Sets: (All)
        Aliases: Sort, Type
        Accepted values: Round, Square

        Required: False
        Position: Named
        Default value: Round
        Accept pipeline input: True (ByPropertyName)
        Accept wildcard characters: False
        ```

        ### -Name
        The names. See [about_Things](about_Things.md).

        ```yaml
        Type: String[]
        Parameter Sets: Name
        Aliases:

        Required: False
        Position: 0
        Default value: None
        Accept pipeline input: True (ByPropertyName, ByValue)
        Accept wildcard characters: True
        ```

        ### CommonParameters
        The common parameters.

        ## INPUTS

        ### System.String[]
        Names.

        ## OUTPUTS

        ### Things.Thing
        One thing for each name.

        ## NOTES
        Things are [things](https://things.example).

        ## RELATED LINKS

        [about_Things](about_Things.md)

        """;

    public const string Topic = """
        # Things
        ## about_Things

        # SHORT DESCRIPTION
        Describes things.

        # LONG DESCRIPTION
        A thing is an object.
        """;
}

internal sealed class TemporaryPages : IDisposable
{
    public TemporaryPages() => Path = Directory.CreateTempSubdirectory("help-").FullName;

    public string Path { get; }

    public string Add(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
