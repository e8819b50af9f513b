using System;
using System.Collections.Generic;
using System.Globalization;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox;

internal sealed class CommandLineException(string message) : Exception(message);

internal static class CommandLine
{
    private static readonly string[] SpanFormats = [@"hh\:mm\:ss", @"d\.hh\:mm\:ss"];

    /// <returns>The options. Null if the arguments request the help text.</returns>
    /// <exception cref="CommandLineException">An argument is unknown, has no value, or has an invalid value.</exception>
    public static SandboxOptions? Parse(IReadOnlyList<string> arguments)
    {
        int port = 0;
        string? state = null;
        string? cloudId = null;
        string? email = null;
        string? token = null;
        DateTimeOffset? start = null;
        TimeSpan pingDelay = default;
        string? clientId = null;
        string? clientSecret = null;
        List<string> scopes = new();
        TimeSpan lifetime = new SandboxOptions().TokenLifetime;
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
                        : throw Wrong(Messages.ArgumentPort);
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
                    start = Instants.TryRead(Value(), out DateTimeOffset instant) ? instant
                        : throw Wrong(Messages.ArgumentInstant);
                    break;
                case "--ping-delay":
                    pingDelay = Span("00:00:02");
                    break;
                case "--client-id":
                    clientId = Value();
                    break;
                case "--client-secret":
                    clientSecret = Value();
                    break;
                case "--scope":
                    scopes.Add(Value());
                    break;
                case "--token-lifetime":
                    lifetime = Span("01:00:00");
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
                    throw new CommandLineException(Messages.ArgumentUnknown(name));
            }

            string Value() => ++i < arguments.Count ? arguments[i] : throw new CommandLineException(Messages.ArgumentValue(name));

            TimeSpan Span(string example) =>
                TimeSpan.TryParseExact(Value(), SpanFormats, CultureInfo.InvariantCulture, out TimeSpan span) ? span
                    : throw Wrong(Messages.ArgumentSpan(example));

            CommandLineException Wrong(string wanted) => new(Messages.ArgumentWrong(name, wanted));
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
            ClientId = clientId,
            ClientSecret = clientSecret,
            Scopes = scopes.Count == 0 ? null : scopes,
            TokenLifetime = lifetime,
            ControlResource = true,
        };
    }
}
