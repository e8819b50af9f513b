// The state file: read at the start, written whole after each change.
using System;
using System.IO;
using System.Threading;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Storage;

/// <summary>
/// Keeps the state in a file that a kill at any moment leaves whole: it is written beside and then moved into place. One thread
/// writes; the changes made meanwhile go into the next write together, and each is answered when the write that has it is done.
/// </summary>
internal sealed class StateFile : IJournal
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _lockFile;
    private readonly MemoryStream _buffer = new();
    private readonly object _lock = new();
    private Func<Stream, long>? _write;
    private Thread? _thread;
    private long _wanted;
    private long _written;
    private long _failed;
    private Exception? _failure;
    private bool _disposed;

    /// <summary>Takes hold of a file, which need not be there yet.</summary>
    /// <exception cref="SandboxStateException">Another sandbox has it, or its folder cannot be written.</exception>
    public StateFile(string path)
    {
        _path = path;
        _temporary = path + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Held as long as the sandbox runs, so that two do not overwrite each other's state. A kill releases it.
            _lockFile = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxStateException(path, null, $"another sandbox uses this file, or its folder cannot be written. {error.Message}", error);
        }
    }

    /// <summary>Reads it.</summary>
    /// <returns>Null if it is not there.</returns>
    /// <exception cref="SandboxStateException">It is damaged, or cannot be read.</exception>
    public SavedState? Load()
    {
        try
        {
            return File.Exists(_path) ? StateReader.Read(File.ReadAllBytes(_path)) : null;
        }
        catch (NodeException error)
        {
            throw new SandboxStateException(_path, error.Line, error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxStateException(_path, null, error.Message, error);
        }
    }

    /// <summary>Writes it for the first time, and from then on when it is asked to.</summary>
    /// <param name="write">Writes the state as it is, and tells its version. Called on any thread, never on two at once.</param>
    /// <exception cref="SandboxStateException">It cannot be written.</exception>
    public void Start(Func<Stream, long> write)
    {
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
    /// <exception cref="SandboxStateException">It cannot be written. The change stays, and the next one tries again.</exception>
    public void WaitFor(long version)
    {
        lock (_lock)
        {
            _wanted = Math.Max(_wanted, version);
            Monitor.PulseAll(_lock);
            while (_written < version)
            {
                if (_failed >= version)
                {
                    throw new SandboxStateException(_path, null, $"the state cannot be written. {_failure!.Message}", _failure);
                }

                Monitor.Wait(_lock);
            }
        }
    }

    /// <summary>Writes what is still wanted, and lets go of the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Monitor.PulseAll(_lock);
        }

        _thread?.Join();
        _lockFile.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            lock (_lock)
            {
                while (_wanted <= Math.Max(_written, _failed))
                {
                    if (_disposed)
                    {
                        return;
                    }

                    Monitor.Wait(_lock);
                }
            }

            long written = 0;
            Exception? failure = null;
            try
            {
                written = Write();
            }
            catch (Exception error)
            {
                // Whatever it is, those who wait are to hear of it, and the process must not end by it.
                failure = error;
            }

            lock (_lock)
            {
                if (failure is null)
                {
                    _written = written;
                }
                else
                {
                    _failure = failure;
                    _failed = _wanted;
                }

                Monitor.PulseAll(_lock);
            }
        }
    }

    private long Write()
    {
        _buffer.SetLength(0);
        long version = _write!(_buffer);
        _buffer.WriteByte((byte)'\n');
        using (FileStream file = new(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1))
        {
            file.Write(_buffer.GetBuffer(), 0, (int)_buffer.Length);
            file.Flush(flushToDisk: true);
        }

        File.Move(_temporary, _path, overwrite: true);
        return version;
    }
}
