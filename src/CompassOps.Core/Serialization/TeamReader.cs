using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.Serialization;

/// <summary>Reads a team: <c>{"teamId": "...", "teamName": "..."}</c>.</summary>
internal static class TeamReader
{
    /// <summary>Reads a team. Before the call, the JSON reader must be at the first token of the object.</summary>
    /// <exception cref="JsonException">The value is not an object, or has no id.</exception>
    public static Team Read(ref Utf8JsonReader reader, string? teamId)
    {
        JsonReading.RequireObject(ref reader, "a team");
        string? id = null, name = null;
        Dictionary<string, object?>? additional = null;
        while (JsonReading.NextField(ref reader))
        {
            if (JsonReading.Is(ref reader, "teamId"u8))
            {
                id = JsonValue.Text(ref reader, "teamId", ref additional);
            }
            else if (JsonReading.Is(ref reader, "teamName"u8))
            {
                name = JsonValue.Text(ref reader, "teamName", ref additional);
            }
            else
            {
                JsonReading.KeepField(ref reader, ref additional);
            }
        }

        return new Team
        {
            TeamId = string.IsNullOrEmpty(id) ? throw new JsonException(Messages.Missing("a team", "id")) : id!,
            TeamName = name,
            AdditionalProperties = AdditionalValues.From(additional),
        };
    }
}
