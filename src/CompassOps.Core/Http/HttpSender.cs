using System;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Secrets;

namespace CompassOps.Http;

/// <summary>
/// Sends a request once and reads its response. Limits the time and the size of the response. If the attempt fails, returns the failure
/// instead of throwing.
/// </summary>
internal sealed class HttpSender
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpMessageInvoker _invoker;
    private readonly long _maximumBytes;
    private readonly string _userAgent;
    private readonly Redactor _redactor;

    public HttpSender(HttpMessageInvoker invoker, long maximumBytes, string userAgent, Redactor redactor)
    {
        _invoker = invoker;
        _maximumBytes = maximumBytes;
        _userAgent = userAgent;
        _redactor = redactor;
    }

    /// <summary>Sends a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="address">The absolute address.</param>
    /// <param name="body">The JSON body, or null.</param>
    /// <param name="timeout">The time limit for the whole response.</param>
    /// <param name="observed">Whether an observer receives the attempt. If true, the method also reads the headers Date and Retry-After
    /// of a successful response.</param>
    /// <param name="wantDetail">Whether to record the headers and bodies for debug output.</param>
    /// <param name="authorization">Adds the credentials to the request. Null means no credentials.</param>
    /// <param name="cancellationToken">Cancels the request. The method throws only in this case.</param>
    public async Task<ApiResponse> SendAsync(
        HttpMethod method, Uri address, byte[]? body, TimeSpan timeout, bool observed, bool wantDetail, Authorization? authorization, CancellationToken cancellationToken)
    {
        TimeSpan start = Clock.System.Elapsed;
        ApiResponse result = new() { Outcome = AttemptOutcome.Lost };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        HttpRequestMessage request = BuildRequest(method, address, body);
        HttpResponseMessage? response = null;
        authorization?.Sign(request);
        try
        {
            response = await _invoker.SendAsync(request, limit.Token).ConfigureAwait(false);
            ResponseHead.Take(response, result, observed);
            if (result.Outcome != AttemptOutcome.Redirect && method != HttpMethod.Head)
            {
                await ResponseBody.ReadAsync(response, result, _maximumBytes, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // If the time limit has passed, report a timeout for any type of exception. After a timeout, the type depends on the version of
            // .NET.
            bool late = limit.IsCancellationRequested;

            // An error status is more important than an incomplete body, so keep the outcome Refusal.
            if (result.Outcome != AttemptOutcome.Refusal)
            {
                result.Outcome = late ? AttemptOutcome.TimedOut : ConnectionFailure.Classify(exception, response is not null);
            }

            result.Exception = late ? null : exception;
            result.Failure = late
                ? Messages.TimedOut(timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture))
                : ConnectionFailure.Describe(exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new OperationCanceledException(Messages.Cancelled, exception, cancellationToken);
        }
        finally
        {
            result.Elapsed = Clock.System.Elapsed - start;
            if (wantDetail)
            {
                result.Detail = new AttemptDetail(_redactor).Describe(request, body, response, result);
            }

            response?.Dispose();
            request.Dispose();
        }

        return result;
    }

    private HttpRequestMessage BuildRequest(HttpMethod method, Uri address, byte[]? body)
    {
        HttpRequestMessage request = new(method, address);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        if (method == HttpMethod.Get)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", ContentDecoding.Accepted);
        }

#if NETSTANDARD2_0
        // Turn off the "100 Continue" handshake of .NET Framework. It needs a further round trip, and some proxies do not support it.
        request.Headers.ExpectContinue = false;
#else
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            request.Version = System.Net.HttpVersion.Version20;
        }
#endif
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = Json;
        }
#if NETSTANDARD2_0
        else if (method != HttpMethod.Get && method != HttpMethod.Head)
#else
        else
#endif
        {
            // EmptyContent prevents hidden retries by .NET. In .NET Framework, GET and HEAD requests cannot have a content object, so
            // the condition excludes them.
            request.Content = EmptyContent.Instance;
        }

        return request;
    }
}
