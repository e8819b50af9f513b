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

/// <content>Requests to addresses that have no method of their own.</content>
public sealed partial class CompassClient
{
    private static readonly string[] RawMethods = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" };

    /// <summary>
    /// Sends a request to any path below the base address. Returns the response in plain types (string, long, decimal, double, bool, null,
    /// <c>object[]</c>, <c>Dictionary&lt;string, object&gt;</c>), or as text if requested; null for no content.
    /// </summary>
    /// <remarks>
    /// Retries as the operations of the contract do: GET, HEAD, PUT, PATCH and DELETE do no harm if sent twice. A POST is sent again only if
    /// it certainly was not carried out, unless the request is idempotent. If that is unknown, the error is of the kind
    /// <see cref="CompassErrorKind.OutcomeUnknown"/>.
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
    /// Reads a list at any path below the base address, page by page: the items of <c>values</c> or <c>data</c>, in plain types.
    /// <c>links.next</c> is followed within the origin and the base path only.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<object?>> ListAsync(
        RawRequest request, int? limit = null, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Validate(request with { IsList = true });
        Operation operation = OperationOf(request);
        Pager<object?> pager = new(_transport, BaseAddress, operation, null, PageReader.Any, new ItemKeys().Of, observer);
        return pager.ReadAsync(RawPath.Address(BaseAddress, request), limit, cancellationToken);
    }

    /// <summary>Checks a request without sending it.</summary>
    /// <exception cref="CompassArgumentException">Method, path or body are not possible.</exception>
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
            // The platform's message may quote the body, which may hold a secret.
            string? place = exception is JsonException { LineNumber: { } line } json ? Messages.LineAndPosition(line + 1, json.BytePositionInLine + 1) : null;
            throw new CompassArgumentException(Messages.BodyIsNoJson(place), nameof(request.Body));
        }
    }

    /// <summary>
    /// Distinguishes items of a list by their id, so that an item that moves to a neighbouring page is not returned twice. Items without an id are
    /// all different.
    /// </summary>
    private sealed class ItemKeys
    {
        private long _count;

        public string Of(object? item) =>
            item is Dictionary<string, object?> fields && fields.TryGetValue("id", out object? id) && id is string or long
                ? "id " + Convert.ToString(id, CultureInfo.InvariantCulture)
                : "item " + Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
    }
}
