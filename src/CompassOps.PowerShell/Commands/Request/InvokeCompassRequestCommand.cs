using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;

namespace CompassOps.Commands;

/// <summary><c>Invoke-CompassRequest</c>: sends a request to any path of the service.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CompassRequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeCompassRequestCommand : ServiceCmdlet
{
    /// <summary>The path, relative to the base address of the connection, such as v1/alerts. The path can contain a query.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string Path { get; set; } = "";

    /// <summary>The HTTP method of the request.</summary>
    [Parameter]
    [WordTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RequestMethodCompleter))]
    public string Method { get; set; } = "GET";

    /// <summary>The names and values of the query. If a value is an array, the query contains the name once for each element.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Query { get; set; }

    /// <summary>The body of the request: a hashtable, another object, or JSON text.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Body { get; set; }

    /// <summary>Reads all pages of a list, and returns the items of each page when the page arrives.</summary>
    [Parameter]
    public SwitchParameter FollowNext { get; set; }

    /// <summary>The maximum number of items to return. Requires -FollowNext.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>Returns the response as text.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>
    /// Specifies that the service can safely receive the POST request twice. The cmdlet then retries the request even if the service may have
    /// processed it.
    /// </summary>
    [Parameter]
    public SwitchParameter Idempotent { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        try
        {
            RawRequest request = Request();
            Client.Validate(request);
            if (IsReading || Approve(Messages.SendRequest(request.Method, request.Path, Service.Name)))
            {
                Send(request);
            }
        }
        catch (Exception exception) when (exception is CompassApiException or ArgumentException or ObjectDisposedException)
        {
            WriteFailure(exception, Path);
        }
    }

    private bool IsReading => Method.Equals("GET", StringComparison.OrdinalIgnoreCase) || Method.Equals("HEAD", StringComparison.OrdinalIgnoreCase);

    private RawRequest Request()
    {
        if (First > 0 && !FollowNext)
        {
            throw new CompassArgumentException(Messages.FirstNeedsFollowNext, nameof(First));
        }

        if (Raw && FollowNext)
        {
            throw new CompassArgumentException(Messages.RawExcludesFollowNext, nameof(Raw));
        }

        object? body = ValueTransformationAttribute.Unwrap(Body);
        return new RawRequest
        {
            Path = Path,
            Method = Method.ToUpperInvariant(),
            Query = Query is null ? Array.Empty<KeyValuePair<string, string>>() : PlainValues.OfQuery(Query).ToArray(),
            Body = body as string,
            Content = body is string ? null : PlainValues.Of(body),
            IsIdempotent = Idempotent,
            ReturnsText = Raw,
            IsList = FollowNext,
        };
    }

    private void Send(RawRequest request)
    {
        if (!FollowNext)
        {
            object? response = Await(Client.SendAsync(request, Observer, StopToken));
            object? result = Raw ? response : JsonObjects.From(response);
            if (result is not null)
            {
                WriteObject(result, enumerateCollection: result is object?[]);
            }

            return;
        }

        foreach (IReadOnlyList<object?> page in Pages(token => Client.ListAsync(request, First > 0 ? First : null, Observer, token)))
        {
            foreach (object? item in page)
            {
                WriteResult(JsonObjects.From(item)!);
            }
        }
    }
}
