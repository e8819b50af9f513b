using System.Linq;
using System.Management.Automation.Language;

namespace CompassOps.Formatting;

/// <summary>Arguments of commands that a message gives to copy.</summary>
internal static class CommandText
{
    /// <summary>A value as an argument: as it stands where the shell takes it for one word, else in quotation marks.</summary>
    public static string Argument(string value) => IsWord(value) ? value : Quoted(value);

    /// <summary>A value in quotation marks.</summary>
    public static string Quoted(string value) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";

    private static bool IsWord(string value) => value.Length > 0 && char.IsLetterOrDigit(value[0])
        && value.All(static character => character < 128 && (char.IsLetterOrDigit(character) || character is '-' or '_' or '.'));
}
