using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Files;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Checks that the module stops reading a file that blocks or has no end.</summary>
public sealed class DeclarationFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReadAsync_WhenOpeningBlocks_StopsAtOnce()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string pipe = Path.Combine(_folder, "pipe");
        using (Process make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        using CancellationTokenSource stop = new();
        Task<byte[]> read = DeclarationFile.ReadAsync(pipe, stop.Token);
        await Task.Delay(100);
        Assert.False(read.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(10)));

        // The thread that opens the pipe for reading is still blocked. It continues when the test opens the pipe for writing.
        await using FileStream writer = new(pipe, FileMode.Open, FileAccess.Write);
    }

    [Fact]
    public async Task ReadAsync_WhenFileHasNoEnd_ThrowsAtTheLimit()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await Assert.ThrowsAsync<FileTooLargeException>(() => DeclarationFile.ReadAsync("/dev/zero", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
