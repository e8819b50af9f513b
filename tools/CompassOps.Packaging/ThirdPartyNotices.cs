using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps.Packaging;

/// <summary>
/// Creates the file THIRD-PARTY-NOTICES.txt with the licenses and notices of the NuGet packages in the module. Reads the texts from these
/// packages, so that the texts match the versions in the module. If several packages have the same text, the file contains the text only
/// once.
/// </summary>
internal static class ThirdPartyNotices
{
    private static readonly string Rule = new string('=', 80) + "\n";

    public static ModuleFile Of(IReadOnlyList<PackageAsset> assets)
    {
        StringBuilder text = new(
            """
            The folder netstandard2.0/dependencies contains assemblies of the NuGet packages below. CompassOps uses these assemblies
            only in Windows PowerShell. The license of CompassOps itself is in the file LICENSE.


            """);
        Append(text, assets, "LICENSE.TXT", "License of these packages:");
        Append(text, assets, "THIRD-PARTY-NOTICES.TXT", "Notices of these packages:");
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
