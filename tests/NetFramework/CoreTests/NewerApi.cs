// Adds methods of newer .NET versions, so that the test code also compiles for .NET Framework.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace System
{
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;

        public static implicit operator Index(int value) => new(value);
    }

    internal readonly struct Range(Index start, Index end)
    {
        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range StartAt(Index start) => new(start, new Index(0, fromEnd: true));

        public static Range EndAt(Index end) => new(0, end);
    }
}

namespace CompassOps
{
    internal enum HttpRequestError
    {
        Unknown,
        NameResolutionError,
        ConnectionError,
        SecureConnectionError,
        ProxyTunnelError,
    }

    /// <summary>Adds a constructor of newer .NET versions. The base class does not accept a <see cref="HttpRequestError"/>.</summary>
    internal sealed class HttpRequestException(HttpRequestError kind, string message, Exception? inner = null)
        : System.Net.Http.HttpRequestException(message, inner)
    {
        public HttpRequestException(string message, Exception? inner = null)
            : this(HttpRequestError.Unknown, message, inner)
        {
        }

        public HttpRequestError Kind { get; } = kind;
    }

    internal static class KeyValuePair
    {
        public static KeyValuePair<TKey, TValue> Create<TKey, TValue>(TKey key, TValue value) => new(key, value);
    }

    internal static class NewerApi
    {
        public static Task CancelAsync(this CancellationTokenSource source)
        {
            source.Cancel();
            return Task.CompletedTask;
        }

        public static async Task WaitAsync(this Task task, CancellationToken cancellationToken)
        {
            TaskCompletionSource<bool> cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
            {
                await await Task.WhenAny(task, cancelled.Task);
            }
        }

        public static Task WriteAsync(this Stream stream, byte[] bytes, CancellationToken cancellationToken) =>
            stream.WriteAsync(bytes, 0, bytes.Length, cancellationToken);

        public static void Write(this Stream stream, byte[] bytes) => stream.Write(bytes, 0, bytes.Length);

        public static Task<int> ReadAsync(this Stream stream, Memory<byte> memory, CancellationToken cancellationToken) =>
            MemoryMarshal.TryGetArray<byte>(memory, out ArraySegment<byte> part)
                ? stream.ReadAsync(part.Array!, part.Offset, part.Count, cancellationToken)
                : throw new ArgumentException("Only memory of an array is supported.", nameof(memory));

        public static async Task<TcpClient> AcceptTcpClientAsync(this TcpListener listener, CancellationToken cancellationToken)
        {
            using (cancellationToken.Register(listener.Stop))
            {
                return await listener.AcceptTcpClientAsync();
            }
        }

        public static Task<string> ReadAsStringAsync(this HttpContent content, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return content.ReadAsStringAsync();
        }

        public static string[] Split(this string text, string separator) => text.Split([separator], StringSplitOptions.None);

        public static string[] Split(this string text, char separator, int count) => text.Split([separator], count);

        public static bool Contains(this string text, string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

        public static bool Contains(this string text, char character, StringComparison comparison) => text.Contains(character.ToString(), comparison);

        public static string ReplaceLineEndings(this string text, string by) => text.Replace("\r\n", "\n").Replace("\n", by);

        public static string Replace(this string text, string old, string by, StringComparison comparison) =>
            comparison == StringComparison.Ordinal
                ? text.Replace(old, by)
                : throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Only StringComparison.Ordinal is supported.");

        public static IOrderedEnumerable<T> Order<T>(this IEnumerable<T> items, IComparer<T>? comparer = null) =>
            items.OrderBy(static item => item, comparer);

        public static Dictionary<TKey, TValue> ToDictionary<TKey, TValue>(this IEnumerable<KeyValuePair<TKey, TValue>> pairs) =>
            pairs.ToDictionary(static pair => pair.Key, static pair => pair.Value);

        public static long NextInt64(this Random random, long from, long to)
        {
            byte[] bytes = new byte[8];
            random.NextBytes(bytes);
            return from + (long)(BitConverter.ToUInt64(bytes, 0) % ((ulong)to - (ulong)from));
        }

        public static void Shuffle<T>(this Random random, T[] items)
        {
            for (int i = items.Length - 1; i > 0; i--)
            {
                int other = random.Next(i + 1);
                (items[i], items[other]) = (items[other], items[i]);
            }
        }
    }
}
