using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Core.Tests.Support;

/// <summary>Responds to requests without a network.</summary>
internal sealed class StubHandler(Func<ReceivedRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<ReceivedRequest> _seen = new();

    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (_seen)
            {
                return _seen.ToArray();
            }
        }
    }

    /// <summary>Creates a stub that returns the responses in order. For further requests, the stub repeats the last response.</summary>
    public static StubHandler InTurn(params Func<HttpResponseMessage>[] answers)
    {
        int next = -1;
        return new StubHandler(_ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)]());
    }

    public static HttpResponseMessage Json(string body, int status = 200) => new((HttpStatusCode)status)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    };

    public static HttpResponseMessage Status(int status, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = Json($$"""{"message":"status {{status}}"}""", status);
        foreach ((string name, string value) in headers)
        {
            Assert.True(response.Headers.TryAddWithoutValidation(name, value));
        }

        return response;
    }

    /// <summary>Simulates a refused connection. The service does not receive the request.</summary>
    public static HttpResponseMessage Refused() => throw new HttpRequestException(
        HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused));

    /// <summary>
    /// Simulates a connection that is reset after the request was sent. The service may have performed the operation.
    /// </summary>
    public static HttpResponseMessage Reset() => throw new HttpRequestException(
        HttpRequestError.Unknown, "reset", new System.IO.IOException("reset", new SocketException((int)SocketError.ConnectionReset)));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Dictionary<string, string> headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .ToDictionary(static header => header.Key, static header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        ReceivedRequest seen = new(request.Method.Method, request.RequestUri!, request.RequestUri!.PathAndQuery, body, headers);
        lock (_seen)
        {
            _seen.Add(seen);
        }

        return answer(seen);
    }
}
