namespace CompassOps.Bench.Measuring;

/// <summary>The keys of the figures. All but memory are in seconds: for one call, and with lists for one heartbeat.</summary>
internal static class Keys
{
    public const string CmdletPing = "ping cmdlet";
    public const string ClientPing = "ping client from the shell";
    public const string BesidePing = "ping client beside a cmdlet";
    public const string CmdletPaced = "paced cmdlet";
    public const string ClientPaced = "paced client from the shell";
    public const string BarePing = "ping bare client";
    public const string RestPing = "ping rest warm";

    public const string CmdletImport = "cold import";
    public const string CmdletConnect = "cold connect";
    public const string CmdletFirst = "cold cmdlet first";
    public const string ClientFirst = "cold client first";
    public const string RestFirst = "cold rest first";
    public const string CmdletCold = "cold cmdlet";
    public const string ClientCold = "cold client";
    public const string RestCold = "cold rest";

    public const string ProcessEmpty = "process empty";
    public const string ProcessModule = "process module";
    public const string ProcessThreadJob = "process threadjob";

    public const string ParallelBulk = "bulk parallel";
    public const string Interrupt = "interrupt";
    public const string LittleMemory = "memory little";
    public const string MuchMemory = "memory much";

    public static string CmdletBulk(int atOnce) => $"bulk cmdlet {atOnce}";

    public static string BareBulk(int atOnce) => $"bulk bare {atOnce}";

    public static string CmdletList(int pageSize) => $"list cmdlet {pageSize}";

    public static string RestList(int pageSize) => $"list rest {pageSize}";

    public static string BareList(int pageSize) => $"list bare {pageSize}";
}
