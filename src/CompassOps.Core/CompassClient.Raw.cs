using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.OutcomeResolution;
using CompassOps.Paging;
using CompassOps.Serialization;

namespace CompassOps;

/// <content>Sends requests to addresses for which this class has no specific method.</content>
public sealed partial class CompassClient
{
    private static readonly string[] RawMethods = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" };

    /// <summary>
    /// Sends a request to any path below the base address. Returns the response as a .NET object (string, long, decimal, double, bool,
    /// <c>object[]</c> or <c>Dictionary&lt;string, object&gt;</c>), or as text if the request asks for text. Returns null if the response
    /// has no content.
    /// </summary>
    /// <remarks>
    /// GET, HEAD, PUT, PATCH and DELETE requests are retried, because the service can receive them twice without harm. A POST request is
    /// also retried if <see cref="RawRequest.IsIdempotent"/> is true. Any other POST request is retried only if the service certainly did
    /// not carry out the request. If this is not certain, the error is <see cref="CompassErrorKind.OutcomeUnknown"/>.
    /// </remarks>
    public Task<object?> SendAsync(RawRequest request, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Operation operation = OperationOf(request);
        ApiRequest apiRequest = new(operation, RawPath.Address(BaseAddress, request)) { Body = BodyOf(request), Observer = observer };
        return SendAsync(
            apiRequest,
            request.ReturnsText ? ResponseReaders.RawText : ResponseReaders.Any,
            cancellationToken,
            operation.RetrySafety == RetrySafety.Delete ? DeleteResolver.Instance : null);
    }

    /// <summary>
    /// Reads a list at any path below the base address, page by page. Returns the items of the JSON property <c>values</c> or
    /// <c>data</c> as .NET objects. Follows the link <c>links.next</c> only to an address below the base address.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<object?>> ListAsync(
        RawRequest request, int? limit = null, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Validate(request with { IsList = true });
        Operation operation = OperationOf(request);
        Pager<object?> pager = new(_transport, BaseAddress, operation, null, PageReader.Any, new ItemKeys(operation).Of, observer);
        return pager.ReadAsync(RawPath.Address(BaseAddress, request), limit, cancellationToken);
    }

    /// <summary>Validates a request without sending it.</summary>
    /// <exception cref="CompassArgumentException">The method, the path or the body is invalid.</exception>
    public void Validate(RawRequest request)
    {
        Operation operation = OperationOf(request);
        RawPath.Address(BaseAddress, request);
        BodyOf(request);
        if (request.IsList && operation.Method != HttpMethod.Get)
        {
            throw new CompassArgumentException(Messages.ListByGetOnly, nameof(request.Method));
        }
    }

    private static Operation OperationOf(RawRequest request)
    {
        string method = request.Method.ToUpperInvariant();
        if (!RawMethods.Contains(method))
        {
            throw new CompassArgumentException(Messages.BadMethod(request.Method, RawMethods), nameof(request.Method));
        }

        if ((request.Body is not null || request.Content is not null) && method is "GET" or "HEAD")
        {
            throw new CompassArgumentException(Messages.BodyNotPossible(method), nameof(request.Body));
        }

        RetrySafety safety = method switch
        {
            "DELETE" => RetrySafety.Delete,
            "POST" when !request.IsIdempotent => RetrySafety.Unsafe,
            _ => RetrySafety.Harmless,
        };
        string path = request.Path.Trim(' ').TrimStart('/').Split('?')[0];
        return new Operation($"{method} {PlainText.Line(path)}", new HttpMethod(method), path, safety);
    }

    private static byte[]? BodyOf(RawRequest request)
    {
        if (request.Body is null)
        {
            return request.Content is null ? null : RequestBodies.OfPlain(request.Content);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(request.Body);
            return Encoding.UTF8.GetBytes(request.Body);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // Report only the position of the error. The exception message of .NET can quote the body, which can contain a secret.
            string? place = exception is JsonException { LineNumber: { } line } json ? Messages.LineAndPosition(line + 1, json.BytePositionInLine + 1) : null;
            throw new CompassArgumentException(Messages.BodyIsNoJson(place), nameof(request.Body));
        }
    }

    /// <summary>
    /// Uses the id of a list item, or the name of a heartbeat, as the key of the item. These are the keys under which
    /// <see cref="ListChanges"/> records new objects. With this key, the pager returns an item only once, even if the item moves to another
    /// page. Any other item gets a unique key, so the pager always returns this item.
    /// </summary>
    private sealed class ItemKeys
    {
        private readonly string _field;
        private long _count;

        public ItemKeys(Operation list) => _field = list.Template.TrimEnd('/').EndsWith("/heartbeats", StringComparison.Ordinal) ? "name" : "id";

        public string Of(object? item) =>
            item is Dictionary<string, object?> fields && fields.TryGetValue(_field, out object? key) && key is string or long
                ? Convert.ToString(key, CultureInfo.InvariantCulture)!
                : "\0" + Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
    }
}
