using System;

namespace CompassOps.Sandbox;

internal static partial class Messages
{
    public const string Help = """
        The CompassOps sandbox simulates the heartbeats and maintenance windows of Atlassian Compass Operations.

        usage: dotnet run --project src/CompassOps.Sandbox -- [options]

          --port <number>        the port on 127.0.0.1; default: any free port
          --state <file>         keeps the state in this file and creates the file if needed; default: keeps the state only in memory
          --cloud-id <id>        the id of the simulated site; default: the id in the state file, or a random id
          --email <address>      the user to sign in as; default: the user in the state file, or operator@sandbox.test
          --token <text>         the API token to sign in with; never written to the state file; default: a random token
          --client-id <id>       the id of the service account that gets tokens at /oauth/token; default: sandbox-client
          --client-secret <text> the secret of the service account; never written to the state file; default: a random secret
          --scope <scope>        a scope of the service account; repeat the option for more; default: the read, write and delete scopes
          --token-lifetime <span> how long a token of the service account is valid; default: 01:00:00
          --team <id>[=<name>]   a team; repeat the option for more; the first is the default team; default: the teams in the state file, or
                                 five teams
          --start <time>         the time of the sandbox's clock at the start, such as 2030-01-01T00:00:00Z; default: the real
                                 time. If the state file exists, the clock has the same difference to the real time as when the
                                 file was last saved
          --ping-delay <span>    the time from the response to a ping until the ping takes effect, such as 00:00:02; default: none
          --behavior <names>     the behaviors of real services to simulate, separated by commas, such as TrimText,LagLists; default: none.
                                 The names are MoveStartToNow, TruncateToMinutes, RoundUpToSeconds, UpperCaseIds,
                                 TrimText, NormalizeNewlines, LowerCaseTags, LagLists, LagListsByMinute, NoContent, ClockAhead,
                                 ClockBehind, NoHeartbeats, NoDeleteScope, NoTeamAccess
          --help                 shows this text

        Requests to addresses below /_sandbox/ control faults, clock and behaviors, and return the received requests and the alerts. Sign
        in with the e-mail address and the token. These examples are for --port 8080:

          curl -u email:token -H 'Content-Type: application/json' http://127.0.0.1:8080/_sandbox/faults \
               -d '{"operation":"CreateHeartbeat","status":503,"headers":{"Retry-After":"1"},"count":2}'
          curl -u email:token -X DELETE http://127.0.0.1:8080/_sandbox/faults
          curl -u email:token -H 'Content-Type: application/json' http://127.0.0.1:8080/_sandbox/clock -d '{"by":"10m"}'
          curl -u email:token -H 'Content-Type: application/json' http://127.0.0.1:8080/_sandbox/behavior -d '{"behavior":["TrimText"]}'
          curl -u email:token http://127.0.0.1:8080/_sandbox/requests
          curl -u email:token http://127.0.0.1:8080/_sandbox/alerts

        Ctrl+C or SIGTERM ends the sandbox.
        """;

    public const string ArgumentPort = "a port from 0 to 65535";

    public const string ArgumentInstant = "a date and time such as 2030-01-01T00:00:00Z";

    public static string ArgumentSpan(string example) => $"a time span in the format hh:mm:ss or d.hh:mm:ss, such as {example}";

    public static string ArgumentUnknown(string name) => $"The option '{name}' is unknown.";

    public static string ArgumentValue(string name) => $"The option '{name}' needs a value.";

    public static string ArgumentWrong(string name, string wanted) => $"The option '{name}' needs {wanted}.";

    public static string CommandLine(string mistake) => $"{mistake} To list the options, use --help.";

    public static string PortUnavailable(int port, string reason) =>
        $"Cannot open port {port}: {reason.TrimEnd('.')}. Specify another port, or omit --port to use a free port.";

    public static string Started(
        Uri baseUri, string cloudId, string email, string token, string clientId, string clientSecret, string teamId, string teamName, string? state) => $"""
        The CompassOps sandbox is running. It is not Atlassian Compass, and it sends nothing to a real site.

        BaseUri   {baseUri}
        CloudId   {cloudId}
        Email     {email}
        Token     {token}
        Client    {clientId}
        Secret    {clientSecret}
        TeamId    {teamId}  ({teamName})
        State     {state ?? "in memory"}
        Control   {baseUri}_sandbox/

        Connect-Compass -BaseUri {baseUri} -CloudId {cloudId} -TeamId {teamId} -Credential {email}
        curl --user '{email}:{token}' {baseUri}compass/cloud/{cloudId}/ops/v1/teams

        Ctrl+C ends the sandbox.
        """;
}
