using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;

namespace CompassOps.Sandbox.Tests;

/// <summary>Runs the sandbox program as a separate process, and kills it at the end of the test.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public SandboxProcess(params string[] arguments)
        : this(["dotnet", typeof(SandboxServer).Assembly.Location, .. arguments], new Dictionary<string, string?>())
    {
    }

    private SandboxProcess(string[] command, Dictionary<string, string?> environment)
    {
        ProcessStartInfo start = new(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(command[1..], start.ArgumentList.Add);
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>
    /// Runs the program with a maximum size for each file that it writes. If the program exceeds the maximum, the write fails as
    /// on a full disk.
    /// </summary>
    public static SandboxProcess WithFilesOfAtMost(int kibibytes, params string[] arguments) =>
        WithLimit($"-f {kibibytes}", arguments);

    /// <summary>Runs the program with an option of the shell command <c>ulimit</c>.</summary>
    public static SandboxProcess WithLimit(string limit, params string[] arguments) => new(
        ["bash", "-c", $"trap '' XFSZ; ulimit {limit}; exec \"$@\"", "bash", "dotnet", typeof(SandboxServer).Assembly.Location, .. arguments],

        // By default, the .NET runtime creates a large file and maps its code from this file. A limit on the file size (ulimit -f) would
        // prevent this. With this setting, the runtime creates no such file.
        new Dictionary<string, string?> { ["DOTNET_EnableWriteXorExecute"] = "0" });

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    /// <summary>Waits until the program prints a value, such as <c>BaseUri</c> or <c>Token</c>. Returns the value.</summary>
    public string Printed(string name)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30) && !Output.Contains("Ctrl+C", StringComparison.Ordinal))
        {
            System.Threading.Thread.Sleep(5);
        }

        string? line = Output.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line?[name.Length..].Trim() ?? throw new InvalidOperationException($"The program did not print '{name}': {Output}{Errors}");
    }

    /// <summary>Sends a request over a new connection. Returns the complete response.</summary>
    public string Call(string method, string path, string body = "")
    {
        Uri root = new(Printed("BaseUri"));
        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Printed("Email")}:{Printed("Token")}"));
        using TcpClient client = new("127.0.0.1", root.Port);
        using NetworkStream stream = client.GetStream();
        stream.Write(Encoding.UTF8.GetBytes(
            $"{method} /{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {basic}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, _process.Id.ToString(null, null)]);
        kill.WaitForExit();
    }

    /// <summary>Kills the process immediately, as kill -9 does.</summary>
    public void Kill() => _process.Kill();

    public int WaitForExit()
    {
        if (!_process.WaitForExit(30_000))
        {
            throw new TimeoutException("The program did not end.");
        }

        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(line).Append('\n');
            }
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
