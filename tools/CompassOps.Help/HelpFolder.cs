using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace CompassOps.Help;

/// <summary>Updates, checks and converts a folder of help pages.</summary>
internal sealed class HelpFolder(string path)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static HelpFolder OfRepository => new(Path.Combine(BuiltModule.RepositoryRoot, "docs", "en-US"));

    private string[] Topics => [.. Pages("about_*.md")];

    private string[] CmdletPages => [.. Pages("*.md").Except(Topics)];

    /// <summary>Updates the pages with facts from the built assembly, and creates missing pages.</summary>
    public int Update()
    {
        foreach (CmdletFacts cmdlet in BuiltModule.ReadCmdlets())
        {
            string page = PageOf(cmdlet);
            MarkdownFile? present = File.Exists(page) ? MarkdownFile.Read(page) : null;
            string text = PageUpdate.Of(present, cmdlet);
            if (text != present?.Text)
            {
                File.WriteAllText(page, text, Utf8);
                Console.WriteLine($"{(present is null ? "Created" : "Updated")} {page}");
            }

            // The page no longer contains parameters that were removed or renamed. Print their text, so that the author can copy
            // it.
            foreach (string gone in present is null ? [] : new WrittenPage(present).Parameters.Except(cmdlet.Parameters.Select(one => one.Name)))
            {
                Console.WriteLine($"  Removed -{gone}: {cmdlet.Name} no longer has this parameter. Removed text: {new WrittenPage(present!).ProseOf(gone)}");
            }
        }

        return 0;
    }

    /// <summary>
    /// Checks the pages of the given cmdlets. If no cmdlets are given, checks all pages. Prints errors. Returns 1 if there are
    /// errors, and 0 otherwise.
    /// </summary>
    public int Check(IReadOnlyList<string> cmdlets)
    {
        Dictionary<string, CmdletFacts> facts = BuiltModule.ReadCmdlets().ToDictionary(cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase);
        string[] pages = cmdlets.Count == 0 ? [.. CmdletPages] : [.. cmdlets.Select(name => Path.Combine(path, name + ".md"))];
        List<HelpPageException?> wrong = pages.Select(page => Fault(() => CheckCmdletPage(page, facts))).ToList();
        if (cmdlets.Count == 0)
        {
            wrong.AddRange(facts.Values.Where(cmdlet => !File.Exists(PageOf(cmdlet)))
                .Select(cmdlet => new HelpPageException(PageOf(cmdlet), 1, "The page is missing. Run 'update' to create it.")));
            wrong.AddRange(Topics.Select(topic => Fault(() => ReadTopic(topic))));
        }

        List<HelpPageException> found = wrong.OfType<HelpPageException>().ToList();
        found.ForEach(one => Console.WriteLine(one.ForBuild));
        Console.WriteLine($"Checked {pages.Length} cmdlet pages. Errors: {found.Count}.");
        return found.Count == 0 ? 0 : 1;
    }

    /// <summary>Writes the help files that Get-Help reads.</summary>
    public int Convert(string destination)
    {
        CmdletPage[] cmdlets = [.. CmdletPages.Select(ReadCmdletPage)];
        Directory.CreateDirectory(destination);
        MamlWriter.Write(Path.Combine(destination, MamlWriter.FileName), cmdlets);
        foreach (string topic in Topics)
        {
            File.WriteAllText(Path.Combine(destination, Path.GetFileNameWithoutExtension(topic) + ".help.txt"), ReadTopic(topic), Utf8);
        }

        return 0;
    }

    private static HelpPageException? Fault(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (HelpPageException wrong)
        {
            return wrong;
        }
    }

    private void CheckCmdletPage(string page, Dictionary<string, CmdletFacts> facts)
    {
        CmdletPage read = ReadCmdletPage(page);
        MarkdownFile file = MarkdownFile.Read(page);
        if (!facts.TryGetValue(read.Name, out CmdletFacts? cmdlet))
        {
            throw file.Wrong(null, $"The module has no cmdlet {read.Name}. Rename or delete the page.");
        }

        if (FirstDifference(file.Text, PageUpdate.Of(file, cmdlet)) is { } line)
        {
            throw new HelpPageException(page, line, "From this line on, the page differs from the text that 'update' writes. Run 'update'.");
        }
    }

    private static int? FirstDifference(string text, string other)
    {
        string[] lines = text.Split('\n');
        string[] others = other.Split('\n');
        int same = lines.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
        return same == lines.Length && same == others.Length ? null : same + 1;
    }

    private CmdletPage ReadCmdletPage(string page)
    {
        MarkdownFile file = Read(page);
        return CmdletPageReader.Read(file);
    }

    private string ReadTopic(string topic) => TopicText.Of(Read(topic));

    private MarkdownFile Read(string page)
    {
        MarkdownFile file = File.Exists(page)
            ? MarkdownFile.Read(page)
            : throw new HelpPageException(page, 1, "The page is missing. Check the name of the cmdlet, or run 'update'.");
        PageRules.Check(file, path);
        return file;
    }

    private string PageOf(CmdletFacts cmdlet) => Path.Combine(path, cmdlet.Name + ".md");

    private IEnumerable<string> Pages(string pattern) => Directory.EnumerateFiles(path, pattern).OrderBy(page => page, StringComparer.Ordinal);
}
