using System;
using System.IO;

namespace CompassOps.Help;

/// <summary>Runs the command line. If a help page contains an error, prints the error in the format of compiler errors.</summary>
internal static class Program
{
    private const string Usage = """
        Keeps the help pages of docs/en-US, and turns them into what Get-Help reads.

          update                       takes over into the pages what the built assembly says: syntax, parameters, their facts. Prose stays.
          check [CMDLET ...]           says what is wrong with pages, and where they differ from the built assembly
          convert SOURCE DESTINATION   writes the MAML file of the cmdlets, and a text file for each about topic

        Build the module first. A place that is still to be filled in is marked {{ so }}.
        """;

    private static int Main(string[] arguments)
    {
        try
        {
            return arguments switch
            {
                ["update"] => HelpFolder.OfRepository.Update(),
                ["check", .. string[] cmdlets] => HelpFolder.OfRepository.Check(cmdlets),
                ["convert", string source, string destination] => new HelpFolder(source).Convert(destination),
                _ => ShowUsage(),
            };
        }
        catch (HelpPageException wrong)
        {
            Console.Error.WriteLine(wrong.ForBuild);
            return 1;
        }
        catch (FileNotFoundException missing)
        {
            Console.Error.WriteLine(missing.Message);
            return 1;
        }
    }

    private static int ShowUsage()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
