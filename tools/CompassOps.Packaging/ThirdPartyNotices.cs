using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps.Packaging;

/// <summary>
/// Combines the licences and notices of the NuGet packages in the module. The texts come from these packages, so that they match
/// the version in the module. A text that is the same in several packages is included once.
/// </summary>
internal static class ThirdPartyNotices
{
    private static readonly string Rule = new string('=', 80) + "\n";

    public static ModuleFile Of(IReadOnlyList<PackageAsset> assets)
    {
        StringBuilder text = new(
            """
            CompassOps brings the assemblies of the packages below along, for Windows PowerShell alone: netstandard2.0/dependencies.
            CompassOps itself is under the licence in the file LICENSE.


            """);
        Append(text, assets, "LICENSE.TXT", "The licence of");
        Append(text, assets, "THIRD-PARTY-NOTICES.TXT", "The notices that come with");
        return ModuleFile.Of("THIRD-PARTY-NOTICES.txt", text.ToString().ReplaceLineEndings("\n"));
    }

    private static void Append(StringBuilder text, IReadOnlyList<PackageAsset> assets, string file, string title)
    {
        foreach (IGrouping<string, PackageAsset> shared in assets.GroupBy(asset => asset.Read(file)))
        {
            IEnumerable<string> names = shared.Select(asset => $"  {asset.Id} {asset.Version} ({asset.Licence})\n");
            text.Append(Rule).Append(title).Append('\n').AppendJoin("", names).Append(Rule)
                .Append('\n').Append(shared.Key).Append("\n\n");
        }
    }
}
