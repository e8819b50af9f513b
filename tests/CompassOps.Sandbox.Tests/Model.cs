using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Sandbox.Tests;

internal sealed class ModelHeartbeat
{
    public required int Team { get; init; }

    public required string Name { get; init; }

    public required int Minutes { get; set; }

    public required bool Enabled { get; set; }

    public string? Description { get; set; }

    public string Status { get; set; } = "Pending";

    public DateTimeOffset From { get; set; }

    public override string ToString() => $"{Name} {Minutes} Minutes {Enabled} {(Enabled ? Status : "Off")} {Description ?? "-"}";
}

/// <summary>A maintenance window in the model. The scope is the number of the team, or -1 for a global window.</summary>
internal sealed class ModelWindow
{
    public required int Number { get; init; }

    public required int Scope { get; init; }

    public required DateTimeOffset Start { get; set; }

    public required DateTimeOffset End { get; set; }

    public required bool Silences { get; init; }

    public bool Cancelled { get; set; }

    public string Status(DateTimeOffset now) => Cancelled ? "cancelled" : now < Start ? "planned" : now >= End ? "past" : "active";
}

/// <summary>
/// A simple model of the service, with which tests compare the sandbox. The model's clock moves in steps of one minute. Each operation
/// returns a status, and one line for each object.
/// </summary>
internal sealed class Model
{
    private readonly List<ModelHeartbeat> _heartbeats = [];
    private readonly List<ModelWindow> _windows = [];
    private int _lastWindow;

    public DateTimeOffset Now { get; private set; } = SandboxFixture.Start;

    public List<string> Alerts { get; } = [];

    public (int Status, string Shown) Create(int team, string name, int minutes, bool enabled)
    {
        if (Find(team, name) is not null)
        {
            return (409, "");
        }

        ModelHeartbeat heartbeat = new() { Team = team, Name = name, Minutes = minutes, Enabled = enabled };
        _heartbeats.Add(heartbeat);
        return (201, heartbeat.ToString());
    }

    public (int Status, string Shown) Update(int team, string name, int? minutes, bool? enabled, string? description)
    {
        if (Find(team, name) is not ModelHeartbeat heartbeat)
        {
            return (404, "");
        }

        heartbeat.From = enabled == true && !heartbeat.Enabled ? Now : heartbeat.From;
        heartbeat.Enabled = enabled ?? heartbeat.Enabled;
        heartbeat.Minutes = minutes ?? heartbeat.Minutes;
        heartbeat.Description = description ?? heartbeat.Description;
        Expire();
        return (200, heartbeat.ToString());
    }

    public (int Status, string Shown) Delete(int team, string name) => _heartbeats.RemoveAll(h => h.Team == team && h.Name == name) == 1 ? (204, "") : (404, "");

    public (int Status, string Shown) Ping(int team, string name)
    {
        if (Find(team, name) is ModelHeartbeat heartbeat)
        {
            heartbeat.Status = "Responsive";
            heartbeat.From = Now;
        }

        return (200, "PONG");
    }

    public (int Status, string Shown) List(int team) => (200, string.Join('\n', _heartbeats.Where(h => h.Team == team)));

    public (int Status, string Shown) CreateWindow(int scope, int from, int minutes, bool silences)
    {
        if (minutes <= 0)
        {
            return (400, "");
        }

        ModelWindow window = new() { Number = ++_lastWindow, Scope = scope, Start = Now.AddMinutes(from), End = Now.AddMinutes(from + minutes), Silences = silences };
        _windows.Add(window);
        return (201, Show(window));
    }

    public (int Status, string Shown) GetWindow(int scope, int number) => FindWindow(scope, number) is ModelWindow window ? (200, Show(window)) : (404, "");

    public (int Status, string Shown) MoveWindow(int scope, int number, int end)
    {
        if (FindWindow(scope, number) is not ModelWindow window)
        {
            return (404, "");
        }

        if (Now.AddMinutes(end) <= window.Start)
        {
            return (400, "");
        }

        if (window.Status(Now) is "past" or "cancelled")
        {
            return (409, "");
        }

        window.End = Now.AddMinutes(end);
        return (200, Show(window));
    }

    public (int Status, string Shown) CancelWindow(int scope, int number)
    {
        if (FindWindow(scope, number) is not ModelWindow window)
        {
            return (404, "");
        }

        if (window.Status(Now) == "past")
        {
            return (409, "");
        }

        window.Cancelled = true;
        return (200, Show(window));
    }

    public (int Status, string Shown) DeleteWindow(int scope, int number) =>
        FindWindow(scope, number) is not ModelWindow window ? (404, "")
        : window.Status(Now) == "active" ? (409, "")
        : _windows.Remove(window) ? (204, "") : (404, "");

    public (int Status, string Shown) ListWindows(int scope, string type) => (200, string.Join('\n', _windows
        .Where(w => w.Scope == scope)
        .Where(w => type == "all" || (type == "past") == (w.Status(Now) is "past" or "cancelled"))
        .Select(Show)));

    public void Step(int minutes)
    {
        for (int i = 0; i < minutes; i++)
        {
            Now = Now.AddMinutes(1);
            Expire();
        }
    }

    private void Expire()
    {
        foreach (ModelHeartbeat heartbeat in _heartbeats.Where(h => h.Enabled && h.Status == "Responsive" && h.From.AddMinutes(h.Minutes) <= Now))
        {
            heartbeat.Status = "Unresponsive";
            ModelWindow? by = _windows
                .Where(w => w.Silences && w.Status(Now) == "active" && (w.Scope == -1 || w.Scope == heartbeat.Team))
                .OrderBy(w => w.Start).ThenBy(w => w.Scope == -1 ? 0 : 1).ThenBy(w => w.Number)
                .FirstOrDefault();
            Alerts.Add($"{Now:HH:mm} {heartbeat.Team} {heartbeat.Name} {by?.Number}");
        }
    }

    private string Show(ModelWindow window) => $"{window.Number} {window.Status(Now)} {window.Start:dHH:mm} {window.End:dHH:mm}";

    private ModelHeartbeat? Find(int team, string name) => _heartbeats.Find(h => h.Team == team && h.Name == name);

    private ModelWindow? FindWindow(int scope, int number) => _windows.Find(w => w.Scope == scope && w.Number == number);
}
