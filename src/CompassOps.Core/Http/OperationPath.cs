using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CompassOps.Http;

/// <summary>Replaces the placeholders in the path template of an operation by ids and names.</summary>
internal static class OperationPath
{
    private static readonly ConcurrentDictionary<string, (string Text, Part Part)[]> Pieces = new();

    private enum Part
    {
        None,
        Team,
        Id,
        Name,
    }

    /// <summary>Returns the path below the base address. Validates and percent-encodes each id and name.</summary>
    /// <exception cref="CompassArgumentException">An id or a name is empty, or an id would change the path.</exception>
    public static string Of(Operation operation, string? teamId = null, string? id = null, string? name = null)
    {
        StringBuilder path = new(operation.Template.Length + 64);
        foreach ((string text, Part part) in Pieces.GetOrAdd(operation.Template, Split))
        {
            path.Append(text);
            switch (part)
            {
                case Part.Team:
                    ArgumentCheck.PathSegment(teamId, Messages.IdOfTeam, nameof(teamId));
                    path.Append(Addresses.Escape(teamId!, nameof(teamId)));
                    break;
                case Part.Id:
                    ArgumentCheck.PathSegment(id, Messages.IdOfWindow, nameof(id));
                    path.Append(Addresses.Escape(id!, nameof(id)));
                    break;
                case Part.Name:
                    ArgumentCheck.Identity(name, Messages.NameOfHeartbeat, nameof(name));
                    path.Append(Addresses.Escape(name!, nameof(name)));
                    break;
            }
        }

        return path.ToString();
    }

    public static string OfList(Operation operation, string? teamId, ListOptions options)
    {
        StringBuilder path = new(Of(operation, teamId));
        char separator = '?';
        void Add(string name, string value)
        {
            path.Append(separator).Append(name).Append('=').Append(value);
            separator = '&';
        }

        if (options.Name is not null)
        {
            Add("name", Addresses.Escape(options.Name, nameof(options.Name)));
        }

        if (options.Type is not null)
        {
            Add("type", Addresses.Escape(KnownValues.MaintenanceType(options.Type), nameof(options.Type)));
        }

        if (options.Skip > 0)
        {
            Add("offset", options.Skip.ToString(CultureInfo.InvariantCulture));
        }

        if (options.PageSize is { } size)
        {
            Add("size", size.ToString(CultureInfo.InvariantCulture));
        }

        return path.ToString();
    }

    private static (string Text, Part Part)[] Split(string template)
    {
        List<(string, Part)> pieces = new();
        int start = 0;
        for (int open = template.IndexOf('{'); open >= 0; open = template.IndexOf('{', start))
        {
            int close = template.IndexOf('}', open);
            Part part = template.Substring(open, close - open + 1) switch
            {
                "{teamId}" => Part.Team,
                "{id}" => Part.Id,
                "{name}" => Part.Name,
                string other => throw new InvalidOperationException($"The template {template} has an unknown part {other}."),
            };
            pieces.Add((template.Substring(start, open - start), part));
            start = close + 1;
        }

        pieces.Add((template.Substring(start), Part.None));
        return pieces.ToArray();
    }
}
