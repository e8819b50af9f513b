using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>Reads the body of a response into a pooled buffer, up to a size limit.</summary>
internal static class ResponseBody
{
    private const int FirstBuffer = 4096;
    private const int LargestFirstBuffer = 128 * 1024;

    public static async Task ReadAsync(HttpResponseMessage response, ApiResponse result, long maximumBytes, CancellationToken cancellationToken)
    {
        long? declared = response.Content?.Headers.ContentLength;
        if (response.Content is null || declared == 0)
        {
            return;
        }

        if (declared > maximumBytes)
        {
            SetTooLarge(result, maximumBytes);
            return;
        }

        // The header Content-Length can be wrong. Use it for the size of the first buffer, but read until the end of the body.
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((declared ?? FirstBuffer) + 1, LargestFirstBuffer));
        int length = 0;
        try
        {
#if NETSTANDARD2_0
            using Stream raw = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);

            // Some versions of .NET ignore the cancellation token during a read. Disposing of the response always ends the read.
            using CancellationTokenRegistration stop = cancellationToken.Register(static state => ((HttpResponseMessage)state).Dispose(), response);
#else
            using Stream raw = response.Content.ReadAsStream(cancellationToken);
#endif
            using Stream stream = ContentDecoding.Unpack(response.Content, raw);
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }

#if NETSTANDARD2_0
                int read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
#else
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
#endif
                if (read == 0)
                {
                    // Some versions of .NET do not report that a body is shorter than its Content-Length, so check the length.
                    if (ReferenceEquals(stream, raw) && length < declared)
                    {
                        throw new EndOfStreamException(Messages.BodyTooShort);
                    }

                    break;
                }

                length += read;
                if (length > maximumBytes)
                {
                    SetTooLarge(result, maximumBytes);
                    break;
                }
            }
        }
        finally
        {
            result.SetBody(buffer, length);
        }
    }

    private static void SetTooLarge(ApiResponse result, long maximumBytes)
    {
        // If the response has an error status, do not change the outcome, because the error is more important than the size of the body.
        if (result.Outcome == AttemptOutcome.Success)
        {
            result.Outcome = AttemptOutcome.TooLarge;
        }

        result.Failure = Messages.TooLarge(maximumBytes);
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, int.MaxValue - 64));
        Buffer.BlockCopy(buffer, 0, larger, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
