namespace CompassOps.Bench.Measuring;

/// <summary>
/// The keys of the results. Times are in seconds, and memory is in bytes. A result for pings is the time of one ping. A result for
/// lists is the time of the whole list.
/// </summary>
internal static class Keys
{
    public const string CmdletPing = "ping cmdlet";
    public const string ClientPing = "ping client";
    public const string RestPing = "ping rest";

    public const string RestBulk = "bulk rest";

    public const string CmdletList = "list cmdlet";
    public const string ClientList = "list client";
    public const string RestList = "list rest";
    public const string CmdletLongList = "long list cmdlet";
    public const string RestLongList = "long list rest";

    public const string ProcessEmpty = "process empty";
    public const string ProcessModule = "process module";
    public const string ProcessThreadJob = "process threadjob";
    public const string ProcessOneView = "process one view";
    public const string ScheduledPing = "scheduled ping";
    public const string ScheduledRest = "scheduled rest";

    public const string Interrupt = "interrupt";
    public const string LittleMemory = "memory little";
    public const string MuchMemory = "memory much";
}
