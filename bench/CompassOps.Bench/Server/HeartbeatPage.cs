using System;
using System.Globalization;
using System.Text;

namespace CompassOps.Bench.Server;

/// <summary>
/// Writes pages of a list of any length by copying bytes: heartbeats differ only in seven digits of their names.
/// </summary>
internal static class HeartbeatPage
{
    private const string Digits = "0000000";

    private static readonly byte[] Item = Encoding.ASCII.GetBytes(
        $$"""{"name":"branch-router-{{Digits}}","description":"Pings every five minutes from the branch's router","interval":5,"intervalUnit":"Minutes","enabled":true,"status":"Responsive","ownerTeamId":"4b26961a-a837-49d2-a1fe-0973013e3c3b","alertMessage":"The branch's router is silent","alertTags":["Branch","Network"],"alertPriority":"P2"},""");

    private static readonly int DigitsEnd = Item.AsSpan().IndexOf("0000000"u8) + Digits.Length;

    /// <summary>Adds the body of a page.</summary>
    /// <param name="output">Receives the body.</param>
    /// <param name="team">The team of the request, for the link to the next page.</param>
    /// <param name="total">The number of heartbeats of the team.</param>
    /// <param name="offset">The number of heartbeats before this page.</param>
    /// <param name="size">The largest number of heartbeats of this page.</param>
    public static void Write(ByteBuffer output, string team, int total, int offset, int size)
    {
        int end = Math.Min(total, offset + size);
        output.Add("""{"values":["""u8);
        for (int number = offset; number < end; number++)
        {
            Span<byte> item = output.Take(number + 1 < end ? Item.Length : Item.Length - 1);
            Item.AsSpan(0, item.Length).CopyTo(item);
            int place = DigitsEnd;
            for (int rest = number; rest > 0; rest /= 10)
            {
                item[--place] = (byte)('0' + (rest % 10));
            }
        }

        string links = end < total
            ? string.Create(CultureInfo.InvariantCulture, $"],\"links\":{{\"next\":\"/v1/teams/{team}/heartbeats?offset={end}&size={size}\"}}}}")
            : """],"links":{}}""";
        Encoding.ASCII.GetBytes(links, output.Take(links.Length));
    }
}
