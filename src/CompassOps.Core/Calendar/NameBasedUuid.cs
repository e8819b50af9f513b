using System;
using System.Security.Cryptography;
using System.Text;

namespace CompassOps.Calendar;

/// <summary>Creates version 5 UUIDs (RFC 9562, section 5.5). The same namespace and name always produce the same UUID.</summary>
internal static class NameBasedUuid
{
    public static Guid Create(Guid @namespace, string name)
    {
        byte[] prefix = @namespace.ToByteArray();
        SwapByteOrder(prefix);
        byte[] text = Encoding.UTF8.GetBytes(name);
        byte[] input = new byte[prefix.Length + text.Length];
        prefix.CopyTo(input, 0);
        text.CopyTo(input, prefix.Length);

        byte[] uuid = new byte[16];
        Array.Copy(Hash(input), uuid, uuid.Length);
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x50);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        SwapByteOrder(uuid);
        return new Guid(uuid);
    }

#pragma warning disable CA5350 // RFC 9562 requires SHA-1. The hash is an identifier and does not protect a secret.
    private static byte[] Hash(byte[] input)
    {
#if NET
        return SHA1.HashData(input);
#else
        using SHA1 hash = SHA1.Create();
        return hash.ComputeHash(input);
#endif
    }
#pragma warning restore CA5350

    // Guid stores its first three fields in little-endian order, but RFC 9562 requires big-endian order.
    private static void SwapByteOrder(byte[] uuid)
    {
        Array.Reverse(uuid, 0, 4);
        Array.Reverse(uuid, 4, 2);
        Array.Reverse(uuid, 6, 2);
    }
}
