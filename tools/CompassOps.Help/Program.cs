using System;
using System.IO;

namespace CompassOps.Help;

/// <summary>Runs the command line. If a help page contains an error, prints the error in the format of compiler errors.</summary>
internal static class Program
{
    private const string Usage = """
        Updates and checks the help pages in docs/en-US, and converts help pages to the files that Get-Help reads.

        Commands:
          update                       Updates the syntax and the YAML block of each parameter from the built module.
                                       Creates missing pages and keeps all other text.
          check [CMDLET ...]           Prints the errors of the pages, and the first difference between each page and the built
                                       module. Without CMDLET, checks all pages.
          convert SOURCE DESTINATION   Converts the pages in the folder SOURCE. Writes one XML file for all cmdlets and a text
                                       file for each about topic to the folder DESTINATION.

        Build the module before you run 'update' or 'check'. In a new page, replace each placeholder, such as {{ Description }}.
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
