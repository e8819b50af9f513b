using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace CompassOps.Files;

/// <summary>
/// Lets only one thread at a time change the declaration files of a folder. This applies to all processes of the machine. Otherwise, an
/// export could undo the changes that another export made after the first export had read the file.
/// </summary>
internal sealed class FolderTurn : IDisposable
{
    // An export takes milliseconds. If another process hangs, the export continues after this time without a turn.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WaitInterval = TimeSpan.FromMilliseconds(50);

    private readonly Mutex? _mutex;

    private FolderTurn(Mutex? mutex) => _mutex = mutex;

    /// <summary>Waits for the turn. The same thread must dispose the result.</summary>
    /// <exception cref="OperationCanceledException">The user stopped the cmdlet.</exception>
    public static FolderTurn Wait(string folder, CancellationToken cancellationToken)
    {
        Mutex mutex;
        try
        {
            mutex = new Mutex(false, Name(folder));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or WaitHandleCannotBeOpenedException)
        {
            // The system does not support named mutexes, or this user has no access to the mutex, because another user created it. The
            // export then continues without a turn.
            return new FolderTurn(null);
        }

        try
        {
            for (TimeSpan waited = TimeSpan.Zero; waited < LongestWait; waited += WaitInterval)
            {
                if (IsOwn(mutex))
                {
                    return new FolderTurn(mutex);
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch
        {
            mutex.Dispose();
            throw;
        }

        mutex.Dispose();
        return new FolderTurn(null);
    }

    public void Dispose()
    {
        _mutex?.ReleaseMutex();
        _mutex?.Dispose();
    }

    private static bool IsOwn(Mutex mutex)
    {
        try
        {
            return mutex.WaitOne(WaitInterval);
        }
        catch (AbandonedMutexException)
        {
            // A process ended during its turn. This thread now has the turn.
            return true;
        }
    }

    private static string Name(string folder)
    {
        byte[] path = Encoding.UTF8.GetBytes(Path.GetFullPath(folder).ToUpperInvariant());
#if NET
        byte[] digest = SHA256.HashData(path);
#else
        using SHA256 hash = SHA256.Create();
        byte[] digest = hash.ComputeHash(path);
#endif
        return @"Global\CompassOps-" + BitConverter.ToString(digest, 0, 16).Replace("-", "");
    }
}
