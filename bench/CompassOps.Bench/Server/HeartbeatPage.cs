using System;
using System.Buffers;
using System.Globalization;
using System.Text;

namespace CompassOps.Bench.Server;

/// <summary>
/// A page of a list of heartbeats. All heartbeats have the same text except for seven digits of the name, so that the server can
/// write a page very fast.
/// </summary>
internal sealed class HeartbeatPage
{
    private const string Digits = "0000000";

    private static readonly byte[] Item = Encoding.ASCII.GetBytes(
        $$"""{"name":"branch-router-{{Digits}}","description":"Pings every five minutes from the branch's router","interval":5,"intervalUnit":"Minutes","enabled":true,"status":"Responsive","ownerTeamId":"4b26961a-a837-49d2-a1fe-0973013e3c3b","alertMessage":"The branch's router is silent","alertTags":["Branch","Network"],"alertPriority":"P2"},""");

    private static readonly int DigitsEnd = Item.AsSpan().IndexOf("0000000"u8) + Digits.Length;

    private readonly int _offset;
    private readonly int _end;
    private readonly byte[] _links;

    /// <param name="team">The team id for <c>links.next</c>.</param>
    /// <param name="total">The number of heartbeats of the team.</param>
    /// <param name="offset">The number of heartbeats before this page.</param>
    /// <param name="size">The maximum number of heartbeats on this page.</param>
    public HeartbeatPage(string team, int total, int offset, int size)
    {
        _offset = Math.Min(total, offset);
        _end = Math.Min(total, offset + size);
        _links = Encoding.ASCII.GetBytes(_end < total
            ? string.Create(CultureInfo.InvariantCulture, $"],\"links\":{{\"next\":\"/v1/teams/{team}/heartbeats?offset={_end}&size={size}\"}}}}")
            : """],"links":{}}""");
    }

    private static ReadOnlySpan<byte> Start => """{"values":["""u8;

    /// <summary>
    /// The number of bytes of the page. Each heartbeat text ends with a comma, but the page omits the comma of the last heartbeat.
    /// </summary>
    public int Length => Start.Length + ((_end - _offset) * Item.Length) - (_end > _offset ? 1 : 0) + _links.Length;

    public void Write(IBufferWriter<byte> output)
    {
        output.Write(Start);
        for (int number = _offset; number < _end; number++)
        {
            Span<byte> item = output.GetSpan(Item.Length);
            Item.CopyTo(item);
            int place = DigitsEnd;
            for (int rest = number; rest > 0; rest /= 10)
            {
                item[--place] = (byte)('0' + (rest % 10));
            }

            output.Advance(number + 1 < _end ? Item.Length : Item.Length - 1);
        }

        output.Write(_links);
    }
}
