using System;
using System.Collections.Generic;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// Returns one page of a list. The query parameter <c>offset</c> defaults to 0. The query parameter <c>size</c> defaults to 20, and a
/// value above 100 means 100. Each page except the last contains <c>links.next</c>.
/// </summary>
internal static class Paging
{
    public const int DefaultSize = 20;
    public const int MaximumSize = 100;

    public static Reply Empty() => Reply.Json(200, 0, static (json, _) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("values");
        json.WriteEndArray();
        json.WriteStartObject("links");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <param name="context">The request, with <c>offset</c> and <c>size</c> in its query.</param>
    /// <param name="rows">All items of the list.</param>
    /// <param name="filter">Selects items. Null selects all items.</param>
    /// <param name="path">The path of the list, starting with <c>/v1</c>.</param>
    /// <param name="extra">More query parameters for <c>links.next</c>, starting with an ampersand. Can be empty.</param>
    /// <param name="write">Writes one item as JSON.</param>
    public static Reply Show<T>(RequestContext context, OrderedTable<T> rows, Func<T, bool>? filter, string path, string extra, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        int offset = context.Query.Number("offset", 0, 0);
        int size = Math.Min(context.Query.Number("size", 1, DefaultSize), MaximumSize);
        List<T> page = rows.Page(offset, size, filter, out bool more);
        string? next = more ? FormattableString.Invariant($"{path}?offset={offset + size}&size={size}{extra}") : null;
        return Reply.Json(200, (page, next, write), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("values");
            foreach (T row in state.page)
            {
                state.write(json, row);
            }

            json.WriteEndArray();
            json.WriteStartObject("links");
            if (state.next is not null)
            {
                json.WriteString("next", state.next);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
