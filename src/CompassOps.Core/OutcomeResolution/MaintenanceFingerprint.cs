using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CompassOps.Serialization;

namespace CompassOps.OutcomeResolution;

/// <summary>What a window is recognised by, for want of an id: description, instants and rules.</summary>
internal sealed class MaintenanceFingerprint
{
    private readonly MaintenanceCreate _request;
    private readonly string[] _rules;

    /// <summary>The print of what is to be created.</summary>
    public MaintenanceFingerprint(MaintenanceCreate request)
    {
        _request = request;
        _rules = Rules(request.Rules);
    }

    /// <summary>A text that creates of the same window in the same place share.</summary>
    public string Key(Uri baseAddress, MaintenanceScope scope)
    {
        StringBuilder key = new();
        foreach (string part in new[]
        {
            baseAddress.AbsoluteUri, scope.TeamId ?? "", _request.Description?.Trim() ?? "",
            Second(_request.StartDate).ToString("u"), Second(_request.EndDate).ToString("u"),
        }.Concat(_rules))
        {
            key.Append(part.Length).Append(':').Append(part);
        }

        return key.ToString();
    }

    /// <summary>Whether a window is one such; one that is cancelled was not just created.</summary>
    public bool Matches(Maintenance window) =>
        !string.Equals(window.Status, "cancelled", StringComparison.OrdinalIgnoreCase)
        && string.Equals(window.Description?.Trim() ?? "", _request.Description?.Trim() ?? "", StringComparison.Ordinal)
        && Same(_request.StartDate, window.StartDate)
        && Same(_request.EndDate, window.EndDate)
        && _rules.SequenceEqual(Rules(window.Rules), StringComparer.Ordinal);

    /// <summary>Whether a window does not tell when it begins, and so cannot be told apart from what this would create.</summary>
    public static bool IsUnclear(Maintenance window) =>
        window.StartDate is null && !string.Equals(window.Status, "cancelled", StringComparison.OrdinalIgnoreCase);

    /// <summary>The window in words, for a person who is to look for it.</summary>
    public override string ToString()
    {
        string name = string.IsNullOrWhiteSpace(_request.Description) ? "without a description" : $"'{ErrorReader.Plain(_request.Description)}'";
        return $"{name} from {RequestBodies.Instant(_request.StartDate)} to {RequestBodies.Instant(_request.EndDate)}";
    }

    /// <summary>Whether the instants are the same to the millisecond, or to the second if the service keeps no more.</summary>
    private static bool Same(DateTimeOffset sent, DateTimeOffset? kept)
    {
        if (kept is not { } there)
        {
            return false;
        }

        return there.UtcTicks / TimeSpan.TicksPerMillisecond == sent.UtcTicks / TimeSpan.TicksPerMillisecond
            || there == Second(sent);
    }

    private static DateTimeOffset Second(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static string[] Rules(IReadOnlyList<MaintenanceRule> rules) => rules
        .Select(static rule => $"{KnownValues.RuleState(rule.State)} {KnownValues.EntityType(rule.EntityType)} {rule.EntityId}")
        .OrderBy(static text => text, StringComparer.Ordinal)
        .ToArray();
}
