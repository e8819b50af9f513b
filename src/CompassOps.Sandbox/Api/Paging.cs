// Returns lists page by page.
using System;
using System.Collections.Generic;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// Pages a list by <c>offset</c> (default 0) and <c>size</c> (default 20). A size above 100 counts as 100. A page can be shorter than a
/// client expects, so the client follows <c>links.next</c>. The last page has no such link.
/// </summary>
internal static class Paging
{
    public const int DefaultSize = 20;
    public const int MaximumSize = 100;

    /// <summary>Returns an empty page.</summary>
    public static Reply Empty() => Reply.Json(200, 0, static (json, _) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("values");
        json.WriteEndArray();
        json.WriteStartObject("links");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Returns one page of a table.</summary>
    /// <param name="context">The context. Its query contains the offset and the size.</param>
    /// <param name="rows">The table.</param>
    /// <param name="filter">Selects the rows to list. Null selects all rows.</param>
    /// <param name="path">The path of the list, starting with <c>/v1</c>.</param>
    /// <param name="extra">Further query parameters for the link to the next page, starting with an ampersand. Empty for no further
    /// parameters.</param>
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
