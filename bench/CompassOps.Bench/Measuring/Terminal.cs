using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace CompassOps.Bench.Measuring;

/// <summary>
/// Runs PowerShell in a terminal, sends key presses and waits for prompts. The command <c>script</c> of util-linux provides the
/// terminal.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private const string CtrlC = "\x03";
    private const string WhereIsTheCursor = "\x1b[6n";
    private const string TopLeft = "\x1b[1;1R";

    /// <summary>The maximum time to wait for a prompt.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly object _lock = new();
    private string _seen = "";
    private bool _ended;
    private int _prompts;

    public Terminal(BenchOptions options, string root)
    {
        if (!IsPossible)
        {
            throw new MeasureException("Cannot create a terminal. The benchmark needs Linux and the command 'script' of util-linux.");
        }

        string[] shell =
        [
            .. options.Shell, "-NoProfile", "-NoLogo", "-NoExit", "-File", Path.Combine(options.Scripts, "Interactive.ps1"),
            "-Root", root, "-Module", options.Module,
        ];
        string command = string.Join(' ', shell.Select(word => $"'{word}'"));

        // If a shell starts the benchmark in the background, the shell can disable Ctrl+C for the benchmark. Child processes inherit this
        // setting, so the command 'env' enables Ctrl+C again for the terminal.
        _process = ChildProcess.Start(
            ["env", "--default-signal=INT", "script", "--quiet", "--return", "--flush", "--command", command, "/dev/null"], options.Certificate);
        new Thread(Look) { IsBackground = true, Name = "terminal" }.Start();
        try
        {
            WaitForPrompt();
        }
        catch (MeasureException)
        {
            Dispose();
            throw;
        }
    }

    public void Type(string line) => Send(line + "\r");

    /// <summary>Presses Ctrl+C. Returns the seconds until the next prompt.</summary>
    public double Interrupt()
    {
        Stopwatch watch = Stopwatch.StartNew();
        Send(CtrlC);
        WaitForPrompt();
        return watch.Elapsed.TotalSeconds;
    }

    public void Dispose() => ChildProcess.End(_process);

    private static bool IsPossible => OperatingSystem.IsLinux()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "script")));

    private void Send(string text)
    {
        lock (_process)
        {
            _process.StandardInput.Write(text);
            _process.StandardInput.Flush();
        }
    }

    // Waits until the prompt function of Interactive.ps1 changes the terminal's title. The title is easier to find in the output than
    // the prompt, because PSReadLine writes the prompt in several parts.
    private void WaitForPrompt()
    {
        string prompt = $"\x1b]0;prompt-{++_prompts}\a";
        lock (_lock)
        {
            while (!_seen.Contains(prompt, StringComparison.Ordinal))
            {
                if (_ended || !Monitor.Wait(_lock, TimeLimit))
                {
                    throw new MeasureException($"PowerShell showed no prompt in the terminal. Its output: {_seen}");
                }
            }

            _seen = "";
        }
    }

    // Reads the output. Before each prompt and after each key, PSReadLine requests the cursor position and waits. So this method
    // sends a position as the reply.
    private void Look()
    {
        char[] buffer = new char[4096];
        string unanswered = "";
        for (int read = 1; read > 0;)
        {
            read = Read(buffer);
            unanswered += new string(buffer, 0, read);
            for (int asked; (asked = unanswered.IndexOf(WhereIsTheCursor, StringComparison.Ordinal)) >= 0;)
            {
                unanswered = unanswered.Substring(asked + WhereIsTheCursor.Length);
                Send(TopLeft);
            }

            unanswered = unanswered.Substring(Math.Max(0, unanswered.Length - WhereIsTheCursor.Length));
            lock (_lock)
            {
                _seen += new string(buffer, 0, read);
                _ended = read == 0;
                Monitor.PulseAll(_lock);
            }
        }
    }

    private int Read(char[] buffer)
    {
        try
        {
            return _process.StandardOutput.Read(buffer);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
