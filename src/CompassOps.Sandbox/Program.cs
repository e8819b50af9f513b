// Runs the sandbox as a program. Exit codes: 0 after --help, Ctrl+C or SIGTERM; 1 if the sandbox cannot start; 2 if an argument is
// not valid.
using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using CompassOps.Sandbox;

SandboxOptions? options;
try
{
    options = CommandLine.Parse(args);
}
catch (CommandLineException error)
{
    Console.Error.WriteLine(Messages.CommandLine(error.Message));
    return 2;
}

if (options is null)
{
    Console.WriteLine(Messages.Help);
    return 0;
}

using ManualResetEventSlim end = new();
void End(PosixSignalContext context)
{
    context.Cancel = true;
    end.Set();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    using SandboxServer server = SandboxServer.Start(options);
    Console.WriteLine(Messages.Started(
        server.BaseUri, server.CloudId, server.Email, server.Token, server.ClientId, server.ClientSecret, server.Teams[0].TeamId, server.Teams[0].TeamName, server.StatePath));
    end.Wait();
    return 0;
}
catch (Exception error) when (error is SandboxStateException or ArgumentException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
catch (SocketException error)
{
    Console.Error.WriteLine(Messages.PortUnavailable(options.Port, error.Message));
    return 1;
}
