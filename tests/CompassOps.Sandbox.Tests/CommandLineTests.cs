using System;
using System.Collections.Generic;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Every_option_is_read()
    {
        SandboxOptions options = CommandLine.Parse(
        [
            "--port", "8080", "--state", "s.json", "--cloud-id", "c", "--email", "e", "--token", "t", "--team", "a=Alpha=1", "--team", "b",
            "--start", "2030-01-01T00:00:00Z", "--ping-delay", "00:00:02", "--token-lifetime", "1.12:00:00", "--behavior", "TrimText,LagLists", "--behavior", "NoContent",
        ])!;
        Assert.Equal((8080, "s.json", "c", "e", "t"), (options.Port, options.StatePath, options.CloudId, options.Email, options.Token));
        Assert.Equal([new SandboxTeam("a", "Alpha=1"), new SandboxTeam("b", "b")], options.Teams);
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), options.StartTime);
        Assert.Equal(TimeSpan.FromSeconds(2), options.PingDelay);
        Assert.Equal(TimeSpan.FromHours(36), options.TokenLifetime);
        Assert.Equal(SandboxBehaviors.TrimText | SandboxBehaviors.LagLists | SandboxBehaviors.NoContent, options.Behavior);
        Assert.True(options.ControlResource);
    }

    [Fact]
    public void Without_options_the_defaults_apply()
    {
        SandboxOptions options = CommandLine.Parse([])!;
        Assert.Equal((0, null, null, null), (options.Port, options.StatePath, options.Teams, options.StartTime));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--port 1 --help")]
    public void The_help_option_is_read(string line) => Assert.Null(CommandLine.Parse(line.Split(' ')));

    [Theory]
    [InlineData("--color", "The option '--color' is unknown.")]
    [InlineData("8080", "The option '8080' is unknown.")]
    [InlineData("--port", "The option '--port' needs a value.")]
    [InlineData("--port x", "The option '--port' needs a port from 0 to 65535.")]
    [InlineData("--port -1", "The option '--port' needs a port from 0 to 65535.")]
    [InlineData("--port 65536", "The option '--port' needs a port from 0 to 65535.")]
    [InlineData("--start soon", "The option '--start' needs a date and time such as 2030-01-01T00:00:00Z.")]
    [InlineData("--behavior Sleep", "The behavior 'Sleep' is unknown. The known behaviors are MoveStartToNow, TruncateToMinutes, RoundUpToSeconds, UpperCaseIds, TrimText, NormalizeNewlines, LowerCaseTags, LagLists, LagListsByMinute, NoContent, ClockAhead, ClockBehind, NoHeartbeats, NoDeleteScope, NoTeamAccess.")]
    [InlineData("--ping-delay 2", "The option '--ping-delay' needs a time span in the format hh:mm:ss or d.hh:mm:ss, such as 00:00:02.")]
    public void An_invalid_option_is_named_in_the_error(string line, string message) =>
        Assert.Equal(message, Assert.Throws<CommandLineException>(() => CommandLine.Parse(line.Split(' '))).Message);

    [Fact]
    public void Help_names_every_option() =>
        Assert.All(
            ["--port", "--state", "--cloud-id", "--email", "--token", "--team", "--start", "--ping-delay", "--behavior", "--help", .. SandboxBehaviorNames.All],
            option => Assert.Contains(option, Messages.Help, StringComparison.Ordinal));

    [Fact]
    public void The_program_shows_help()
    {
        using SandboxProcess program = new("--help");
        Assert.Equal(0, program.WaitForExit());
        Assert.Contains("usage:", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_refuses_a_wrong_command_line()
    {
        using SandboxProcess program = new("--color", "blue");
        Assert.Equal(2, program.WaitForExit());
        Assert.Contains("The option '--color' is unknown. To list the options, use --help.", program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_reports_a_port_in_use()
    {
        using SandboxServer server = SandboxServer.Start();
        using SandboxProcess program = new("--port", server.Port.ToString(null, null));
        Assert.Equal(1, program.WaitForExit());
        Assert.StartsWith($"Cannot open port {server.Port}:", program.Errors, StringComparison.Ordinal);
        Assert.Single(program.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [UnixFact]
    public void The_program_serves_although_idle_connections_hold_all_file_handles()
    {
        using SandboxProcess program = SandboxProcess.WithLimit("-n 200", "--cloud-id", "c");
        int port = new Uri(program.Printed("BaseUri")).Port;
        List<RawConnection> idle = [];
        try
        {
            // At the first request, the program loads assemblies, which needs free file handles. So send a request before the idle
            // connections hold all file handles.
            Assert.Equal("200", program.Call("GET", "compass/cloud/c/ops/v1/teams").Split(' ')[1]);
            for (int i = 0; i < 300; i++)
            {
                idle.Add(new RawConnection(port));
            }

            Assert.Equal("200", program.Call("GET", "compass/cloud/c/ops/v1/teams").Split(' ')[1]);
        }
        finally
        {
            idle.ForEach(static connection => connection.Dispose());
        }
    }

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void The_program_serves_and_ends_cleanly(string signal)
    {
        using SandboxProcess program = new("--token", "secret", "--cloud-id", "cloud", "--team", "T=Team");
        Assert.Equal("200", program.Call("GET", "compass/cloud/cloud/ops/v1/teams").Split(' ')[1]);
        Assert.Equal("200", program.Call("GET", "_sandbox/").Split(' ')[1]);
        Assert.Contains("Connect-Compass -BaseUri ", program.Output, StringComparison.Ordinal);
        program.Signal(signal);
        Assert.Equal(0, program.WaitForExit());
        Assert.Empty(program.Errors);
    }
}
