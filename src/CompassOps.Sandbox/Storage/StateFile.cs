using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Storage;

/// <summary>
/// Saves all changes of the state in a file. One thread writes the file, and one write can contain the changes of several requests.
/// A client receives its response after the write. If a write fails, all changes since the last successful write are undone.
/// </summary>
internal sealed class StateFile : IJournal
{
    // The maximum number of failed writes in the queue. A thread that waits for a write searches the queue for a failure. The queue
    // is so long that the thread finds the failure before the failure is removed.
    private const int MaximumFailures = 1000;

    private readonly string _path;
    private readonly StateLock _stateLock;
    private readonly MemoryStream _buffer = new();
    private readonly object _lock = new();
    private readonly Queue<Failure> _failures = new();
    private Func<Stream, ServiceState>? _write;
    private Store? _store;
    private Thread? _thread;
    private long _wanted;
    private long _written;
    private bool _disposed;

    /// <summary>Locks a state file. The file does not have to exist.</summary>
    /// <exception cref="SandboxStateException">Another sandbox uses the file, it is not a regular file, or its folder cannot be
    /// written.</exception>
    public StateFile(string path)
    {
        try
        {
            // If the path is a symbolic link, use its target, because the rename after each write would replace the link.
            _path = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            if (UnixFile.Find(_path) is { IsRegular: false } || Directory.Exists(_path))
            {
                throw new SandboxStateException(path, null, Messages.NotAFile);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            _stateLock = new StateLock(_path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxStateException(path, null, Messages.StateInUse(error.Message), error);
        }
    }

    /// <returns>The content. Null if the file does not exist.</returns>
    /// <exception cref="SandboxStateException">The file is damaged, or cannot be read.</exception>
    public SavedState? Load()
    {
        try
        {
            return File.Exists(_path) ? StateReader.Read(File.ReadAllBytes(_path)) : null;
        }
        catch (LocatedJsonException error)
        {
            throw new SandboxStateException(_path, error.Line, error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxStateException(_path, null, error.Message, error);
        }
    }

    /// <summary>Writes the file for the first time, and starts the thread that writes later changes.</summary>
    /// <param name="store">The state.</param>
    /// <param name="write">Writes the state to a stream, and returns a copy of the state. Never called on two threads at the same
    /// time.</param>
    /// <exception cref="SandboxStateException">The file cannot be written.</exception>
    public void Start(Store store, Func<Stream, ServiceState> write)
    {
        _store = store;
        _write = write;
        try
        {
            _written = Write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxStateException(_path, null, error.Message, error);
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "Sandbox state" };
        _thread.Start();
    }

    public void Want(long version)
    {
        lock (_lock)
        {
            _wanted = Math.Max(_wanted, version);
            Monitor.PulseAll(_lock);
        }
    }

    public void WaitFor(long version)
    {
        lock (_lock)
        {
            _wanted = Math.Max(_wanted, version);
            Monitor.PulseAll(_lock);
            while (true)
            {
                foreach (Failure failure in _failures)
                {
                    if (version > failure.Stored && version < failure.TakenBack)
                    {
                        throw new SandboxStateException(_path, null, Messages.NotStored(failure.Cause.Message), failure.Cause);
                    }
                }

                if (_written >= version)
                {
                    return;
                }

                Monitor.Wait(_lock);
            }
        }
    }

    /// <summary>Writes the remaining changes and releases the lock of the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Monitor.PulseAll(_lock);
        }

        _thread?.Join();
        _stateLock.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            lock (_lock)
            {
                while (_wanted <= _written)
                {
                    if (_disposed)
                    {
                        return;
                    }

                    Monitor.Wait(_lock);
                }
            }

            long written;
            Exception? cause = null;
            try
            {
                written = Write();
            }
            catch (Exception error)
            {
                // The requests that wait for this write report the error. If this thread threw the error, the process would end.
                cause = error;
                written = _store!.TakeBack();
            }

            lock (_lock)
            {
                if (cause is not null)
                {
                    if (_failures.Count == MaximumFailures)
                    {
                        _failures.Dequeue();
                    }

                    _failures.Enqueue(new Failure(_written, written, cause));
                }

                _written = written;
                Monitor.PulseAll(_lock);
            }
        }
    }

    private long Write()
    {
        _buffer.SetLength(0);
        ServiceState state = _write!(_buffer);
        _buffer.WriteByte((byte)'\n');
        AtomicFile.Write(_path, _buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
        _store!.Stored(state);
        return state.Version;
    }

    /// <summary>A failed write. All changes with a version after Stored and before TakenBack were undone.</summary>
    private sealed record Failure(long Stored, long TakenBack, Exception Cause);
}
