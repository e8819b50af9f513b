// The command line of the sandbox.
using System;
using System.Collections.Generic;
using System.Globalization;

namespace CompassOps.Sandbox;

/// <summary>A command line that cannot be understood.</summary>
internal sealed class CommandLineException(string message) : Exception(message);

/// <summary>Turns arguments into options.</summary>
internal static class CommandLine
{
    /// <summary>What <c>--help</c> shows.</summary>
    public const string Help = """
        The sandbox of CompassOps: Atlassian Compass Operations, heartbeats and maintenances, on this machine.

        usage: dotnet run --project src/CompassOps.Sandbox -- [options]

          --port <number>        the port on 127.0.0.1; without it any free one
          --state <file>         keeps the state in this file, which is made if it is not there; without it in memory
          --cloud-id <id>        the id of the pretended site; without it a random one, or the one in the file
          --email <address>      the user to sign in as; without it operator@sandbox.test, or the one in the file
          --token <text>         the API token to sign in with; without it a random one. It is never written to the file
          --team <id>[=<name>]   a team, as often as there are teams; the first is the default. Without it five of them
          --start <instant>      what the sandbox's clock shows at the start, such as 2030-01-01T00:00:00Z
          --ping-delay <span>    how long after its PONG a ping takes effect, such as 00:00:02
          --behavior <names>     normalizes values, or limits the account, as real services do: names separated by commas, such as
                                 TrimText,LagLists. Known are MoveStartToNow, TruncateToMinutes, RoundUpToSeconds, UpperCaseIds,
                                 TrimText, NormalizeNewlines, LowerCaseTags, LagLists, NoContent, ClockAhead, ClockBehind,
                                 NoHeartbeats, NoDeleteScope, NoTeamAccess
          --help                 this

        Faults, clock, requests and alerts stand below /_sandbox/, behind the same credentials:

          curl -u email:token -H 'Content-Type: application/json' http://127.0.0.1:8080/_sandbox/faults \
               -d '{"operation":"CreateHeartbeat","status":503,"headers":{"Retry-After":"1"},"count":2}'
          curl -u email:token -X DELETE http://127.0.0.1:8080/_sandbox/faults
          curl -u email:token -H 'Content-Type: application/json' http://127.0.0.1:8080/_sandbox/clock -d '{"by":"10m"}'
          curl -u email:token -H 'Content-Type: application/json' http://127.0.0.1:8080/_sandbox/behavior -d '{"behavior":["TrimText"]}'
          curl -u email:token http://127.0.0.1:8080/_sandbox/requests
          curl -u email:token http://127.0.0.1:8080/_sandbox/alerts

        Ctrl+C or SIGTERM ends it.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <returns>Null if help is asked for.</returns>
    /// <exception cref="CommandLineException">An argument is unknown, lacks its value, or has a wrong one.</exception>
    public static SandboxOptions? Parse(IReadOnlyList<string> arguments)
    {
        int port = 0;
        string? state = null;
        string? cloudId = null;
        string? email = null;
        string? token = null;
        DateTimeOffset? start = null;
        TimeSpan pingDelay = default;
        SandboxBehaviors behavior = SandboxBehaviors.None;
        List<SandboxTeam> teams = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            switch (name)
            {
                case "--help" or "-h" or "-?":
                    return null;
                case "--port":
                    port = int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 65535 ? number
                        : throw Wrong("a port from 0 to 65535");
                    break;
                case "--state":
                    state = Value();
                    break;
                case "--cloud-id":
                    cloudId = Value();
                    break;
                case "--email":
                    email = Value();
                    break;
                case "--token":
                    token = Value();
                    break;
                case "--team":
                    string[] parts = Value().Split('=', 2);
                    teams.Add(new SandboxTeam(parts[0], parts[^1]));
                    break;
                case "--start":
                    start = Api.RequestBody.TryInstant(Value(), out DateTimeOffset instant) ? instant
                        : throw Wrong("an instant such as 2030-01-01T00:00:00Z");
                    break;
                case "--ping-delay":
                    pingDelay = TimeSpan.TryParseExact(Value(), @"hh\:mm\:ss", CultureInfo.InvariantCulture, out TimeSpan span) ? span
                        : throw Wrong("a timespan such as 00:00:02");
                    break;
                case "--behavior":
                    try
                    {
                        behavior |= SandboxBehaviorNames.Parse([Value()]);
                    }
                    catch (ArgumentException error)
                    {
                        throw new CommandLineException(error.Message);
                    }

                    break;
                default:
                    throw new CommandLineException($"'{name}' is unknown.");
            }

            string Value() => ++i < arguments.Count ? arguments[i] : throw new CommandLineException($"'{name}' needs a value.");

            CommandLineException Wrong(string wanted) => new($"'{name}' needs {wanted}.");
        }

        return new SandboxOptions
        {
            Port = port,
            StatePath = state,
            CloudId = cloudId,
            Email = email,
            Token = token,
            Teams = teams.Count == 0 ? null : teams,
            StartTime = start,
            PingDelay = pingDelay,
            Behavior = behavior,
            ControlResource = true,
        };
    }
}
