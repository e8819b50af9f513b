using System.Globalization;
using System.Text;

namespace CompassOps.Http;

/// <summary>Fills an operation's template.</summary>
internal static class OperationPath
{
    /// <summary>The path, relative to the base, with each part checked and percent-encoded.</summary>
    /// <exception cref="CompassArgumentException">A part is empty, or would change the path.</exception>
    public static string Of(Operation operation, string? teamId = null, string? id = null, string? name = null)
    {
        string path = operation.Template;
        if (path.Contains("{teamId}"))
        {
            Check.PathSegment(teamId, "The team's id", nameof(teamId));
            path = path.Replace("{teamId}", Addresses.Escape(teamId!, nameof(teamId)));
        }

        // Escaped text holds no braces, so what was filled in is never taken for a placeholder.
        if (path.Contains("{id}"))
        {
            Check.PathSegment(id, "The maintenance's id", nameof(id));
            path = path.Replace("{id}", Addresses.Escape(id!, nameof(id)));
        }

        if (path.Contains("{name}"))
        {
            Check.Identity(name, "The heartbeat's name", nameof(name));
            path = path.Replace("{name}", Addresses.Escape(name!, nameof(name)));
        }

        return path;
    }

    /// <summary>The path of a list, with what it is asked to hold.</summary>
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
            Add("type", Addresses.Escape(Words.MaintenanceType(options.Type), nameof(options.Type)));
        }

        if (options.Skip > 0)
        {
            Add("offset", options.Skip.ToString(CultureInfo.InvariantCulture));
        }

        if (Size(options) is { } size)
        {
            Add("size", size.ToString(CultureInfo.InvariantCulture));
        }

        return path.ToString();
    }

    /// <summary>
    /// The size of page to ask for: what the caller said, no more than the caller wants, else nothing, unless the service's own
    /// page (20) would hold more than is wanted.
    /// </summary>
    private static int? Size(ListOptions options)
    {
        const int ServiceDefault = 20;
        int? size = options.PageSize;
        return options.Limit is > 0 and { } limit && limit < (size ?? ServiceDefault) ? limit : size;
    }
}
