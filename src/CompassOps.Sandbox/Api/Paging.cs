// Pages of lists.
using System;
using System.Collections.Generic;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// Lists by <c>offset</c> (default 0) and <c>size</c> (default 20). A size above 100 counts as 100. The service
/// decides the length of a page: a client follows <c>links.next</c>, which the last page lacks.
/// </summary>
internal static class Paging
{
    public const int DefaultSize = 20;
    public const int MaximumSize = 100;

    /// <summary>Returns the page of a list without rows.</summary>
    public static Reply Empty() => Reply.Json(200, 0, static (json, _) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("values");
        json.WriteEndArray();
        json.WriteStartObject("links");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Returns a page.</summary>
    /// <param name="context">The context, whose query has offset and size.</param>
    /// <param name="rows">The rows to list.</param>
    /// <param name="filter">Which rows to show; null for all.</param>
    /// <param name="path">The path of the list below the base, from <c>/v1</c>.</param>
    /// <param name="extra">Further parameters of the next page, from the ampersand; empty for none.</param>
    /// <param name="write">Writes a row.</param>
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
