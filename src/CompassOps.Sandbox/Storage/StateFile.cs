// The state file: read at the start, written whole after each change.
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Storage;

/// <summary>
/// Keeps the state in a file. One thread writes; the changes made meanwhile go into the next write together, and each is answered
/// when the write that contains it is done. If a write fails, every change that is not in the file is taken back.
/// </summary>
internal sealed class StateFile : IJournal
{
    // Waiting threads find their failure here. None waits for so many failures.
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

    /// <summary>Locks a file, which need not exist yet.</summary>
    /// <exception cref="SandboxStateException">Another sandbox uses it, it is not a regular file, or its folder cannot be written.</exception>
    public StateFile(string path)
    {
        try
        {
            // Through a link, the file itself is read, locked and replaced.
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

    /// <summary>Reads it.</summary>
    /// <returns>Null if it does not exist.</returns>
    /// <exception cref="SandboxStateException">It is damaged, or cannot be read.</exception>
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

    /// <summary>Writes it for the first time, and from then on after each change.</summary>
    /// <param name="store">The holder of the state.</param>
    /// <param name="write">Writes the state and returns a copy of it. Called on any thread, never on two at once.</param>
    /// <exception cref="SandboxStateException">It cannot be written.</exception>
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

    /// <inheritdoc/>
    public void Want(long version)
    {
        lock (_lock)
        {
            _wanted = Math.Max(_wanted, version);
            Monitor.PulseAll(_lock);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SandboxStateException">It cannot be written, and the change was undone.</exception>
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

    /// <summary>Writes the changes that are still waiting, and releases the file.</summary>
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
                // Every failure goes to the requests that wait. It must not end the process.
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

    /// <summary>A write that failed: the versions between the two were taken back.</summary>
    private sealed record Failure(long Stored, long TakenBack, Exception Cause);
}
