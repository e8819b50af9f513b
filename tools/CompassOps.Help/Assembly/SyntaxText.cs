using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps.Help;

internal static class SyntaxText
{
    private const int Width = 110;

    /// <summary>Returns the syntax of one parameter. Optional parts are in brackets.</summary>
    public static string Of(string name, ParameterFacts facts)
    {
        bool isSwitch = facts.Type == "SwitchParameter";
        string named = facts.Position == ParameterFacts.Named || isSwitch ? $"-{name}" : $"[-{name}]";
        string valued = isSwitch ? named : $"{named} <{facts.Type}>";
        return facts.IsRequired ? valued : $"[{valued}]";
    }

    /// <summary>Returns the syntax of the cmdlet. Breaks long lines between parameters.</summary>
    public static string Of(string cmdlet, IEnumerable<SyntaxParameter> parameters)
    {
        StringBuilder text = new(cmdlet);
        int column = cmdlet.Length;
        foreach (string word in parameters.Select(parameter => parameter.Text).Append("[<CommonParameters>]"))
        {
            if (column + 1 + word.Length > Width)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(' ').Append(word);
            column += 1 + word.Length;
        }

        return text.ToString();
    }
}
