using System;
using System.Text.Json.Nodes;

namespace CompassOps.Core.Tests.Support;

/// <summary>Creates random JSON values. The same seed of <see cref="Random"/> leads to the same values.</summary>
internal static class RandomJson
{
    public static JsonNode? Node(Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 8 : 6))
        {
            case 0:
                return null;
            case 1:
                return random.Next(2) == 0;
            case 2:
                return random.NextInt64(long.MinValue, long.MaxValue);
            case 3:
                return random.Next(-1_000_000, 1_000_000) / 1000m;
            case 4:
                return "";
            case 5:
                return Text(random, random.Next(20));
            case 6:
                JsonArray array = new();
                for (int i = random.Next(4); i > 0; i--)
                {
                    array.Add(Node(random, depth - 1));
                }

                return array;
            default:
                JsonObject fields = new();
                for (int i = random.Next(4); i > 0; i--)
                {
                    fields[Text(random, 5)] = Node(random, depth - 1);
                }

                return fields;
        }
    }

    /// <summary>Returns random valid Unicode text, including control characters and surrogate pairs.</summary>
    public static string Text(Random random, int length)
    {
        System.Text.StringBuilder text = new();
        while (text.Length < length)
        {
            int code = random.Next(4) switch
            {
                0 => random.Next(0, 0x20),
                1 => random.Next(0x20, 0x7f),
                2 => random.Next(0x80, 0xd800),
                _ => random.Next(0x10000, 0x110000),
            };
            text.Append(char.ConvertFromUtf32(code));
        }

        return text.ToString();
    }
}
