// The sandbox as a program of its own: exit code 0 after Ctrl+C or SIGTERM, 1 if it cannot start, 2 for a wrong command line.
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
    Console.Error.WriteLine($"{error.Message} --help shows what there is.");
    return 2;
}

if (options is null)
{
    Console.WriteLine(CommandLine.Help);
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
    Console.WriteLine($"""
        The CompassOps sandbox is running. It is not Atlassian Compass; nothing here reaches a real site.

        BaseUri   {server.BaseUri}
        CloudId   {server.CloudId}
        Email     {server.Email}
        Token     {server.Token}
        TeamId    {server.Teams[0].TeamId}  ({server.Teams[0].TeamName})
        State     {server.StatePath ?? "in memory"}
        Control   {server.BaseUri}_sandbox/

        Connect-Compass -BaseUri {server.BaseUri} -CloudId {server.CloudId} -TeamId {server.Teams[0].TeamId} -Credential {server.Email}
        curl --user '{server.Email}:{server.Token}' {server.BaseUri}compass/cloud/{server.CloudId}/ops/v1/teams

        Ctrl+C ends it.
        """);
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
    Console.Error.WriteLine($"Port {options.Port} cannot be opened: {error.Message}");
    return 1;
}
