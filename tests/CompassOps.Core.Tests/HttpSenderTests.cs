using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

/// <summary>Checks how the client sends a single HTTP request, and how it reads the response.</summary>
public sealed class HttpSenderTests
{
    private const int Head = 9;

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1000, false)]
    [InlineData(5000, true)]
    [InlineData(5000, false)]
    [InlineData(300_000, true)]
    [InlineData(300_000, false)]
    public async Task A_response_may_be_exactly_as_large_as_the_limit(int most, bool declared)
    {
        string body = $$"""{"id":"{{new string('m', most - Head)}}"}""";
        Assert.Equal(most, body.Length);

        Assert.Equal(new string('m', most - Head), (await GetAsync(body, declared, most)).Id);
        CompassApiException failure = await Clients.FailsAsync(() => GetAsync(body + " ", declared, most));
        Assert.Equal((CompassErrorKind.ResponseTooLarge, 200), (failure.Kind, failure.StatusCode));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_oversized_error_response_keeps_its_status(bool declared)
    {
        using StubHandler stub = new(_ => Response(Encoding.UTF8.GetBytes("""{"message":"no"}""" + new string(' ', 100)), declared, 403));
        using CompassClient client = Clients.Over(stub, options: Clients.Options(new Uri("https://long.example.com/"), bytes: 50));

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "m"));

        Assert.Equal((CompassErrorKind.Forbidden, 403), (failure.Kind, failure.StatusCode));
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("x-gzip", true)]
    [InlineData("GZIP", true)]
    [InlineData("identity", false)]
    [InlineData("IDENTITY", false)]
    public async Task A_list_is_decompressed_by_its_content_encoding(string encoding, bool packed)
    {
        byte[] body = Encoding.UTF8.GetBytes(Samples.Maintenance);
        using StubHandler stub = new(_ =>
        {
            HttpResponseMessage response = Response(packed ? Packed(body) : body, declared: true);
            response.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            return response;
        });
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("Maintenance Plan", (await client.GetMaintenanceAsync(MaintenanceScope.Global, "m")).Description);
    }

    [Theory]
    [InlineData("br", "the content encoding br,")]
    [InlineData("gzip, gzip", "the content encoding gzip twice,")]
    public async Task An_unsupported_content_encoding_is_named(string encoding, string says)
    {
        using StubHandler stub = new(_ =>
        {
            HttpResponseMessage response = StubHandler.Json(Samples.Maintenance);
            response.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            return response;
        });
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "m"));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    // This test does not run on .NET Framework, which does not support HTTP/2.
    [Trait("NetFramework", "differs")]
    [Theory]
    [InlineData("https://two.example.com/", "2.0")]
    [InlineData("http://127.0.0.1:1/", "1.1")]
    public async Task HTTP_2_is_offered_over_TLS_only(string root, string version)
    {
        using Peek peek = new();
        using CompassClient client = Clients.Over(peek, options: Clients.Options(new Uri(root)));

        await client.PingHeartbeatAsync("t", "h", false);

        Assert.Equal(Version.Parse(version), peek.Version);
    }

    // This test does not run on .NET Framework. There, a GET request cannot have a body, and HttpClient adds the Content-Length header
    // only when it sends the body.
    [Trait("NetFramework", "differs")]
    [Fact]
    public async Task Only_reads_accept_compression_and_other_requests_have_a_body()
    {
        using StubHandler stub = new(static request => StubHandler.Json(Samples.Maintenance));
        using CompassClient client = Clients.Over(stub, options: new CompassClientOptions
        {
            BaseUri = new Uri("https://agent.example.com/"),
            CloudId = "c",
            UserName = "u",
            Token = Clients.Secure("t"),
            UserAgent = "Tests/1.0",
        });

        await client.GetMaintenanceAsync(MaintenanceScope.Global, "m");
        await client.DeleteMaintenanceAsync(MaintenanceScope.Global, "m");
        await client.UpdateMaintenanceAsync(MaintenanceScope.Global, "m", new MaintenancePatch { Description = "d" });

        Assert.Equal(new[] { "gzip", null, null }, stub.Requests.Select(static request => Header(request, "Accept-Encoding")));
        Assert.Equal(new[] { "0", "0", "19" }, stub.Requests.Select(static request => Header(request, "Content-Length")));
        Assert.Equal("application/json", stub.Requests[2].Headers["Content-Type"]);
        Assert.All(stub.Requests, static request => Assert.Equal("Tests/1.0", request.Headers["User-Agent"]));
    }

    [Fact]
    public async Task Cancellation_by_the_caller_throws_OperationCanceledException()
    {
        using CancellationTokenSource stop = new();
        using StubHandler stub = new(_ =>
        {
            stop.Cancel();
            throw new HttpRequestException("torn down");
        });
        using CompassClient client = Clients.Over(stub);

        OperationCanceledException stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.PingHeartbeatAsync("t", "h", false, null, stop.Token));

        Assert.Equal(stop.Token, stopped.CancellationToken);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Send_WhenTheResponseDoesNotComeInTime_NamesTheTimeLimitWithoutAnInnerException()
    {
        using RawServer server = new(static _ => RawServer.Silence());
        using CompassClient client = server.Client(retries: 0, timeout: TimeSpan.FromMilliseconds(50));
        Notes notes;

        // On a busy machine, the timeout can occur before the server receives the request. In this case, the test tries again.
        CompassApiException failure;
        do
        {
            notes = new();
            failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "m", notes));
        }
        while (server.Requests.IsEmpty);

        Assert.Contains("no complete response within 0.05 s", failure.Message, StringComparison.Ordinal);
        Assert.Contains("increase the timeout", failure.Remedy, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.InRange(Assert.Single(notes.Attempts).Elapsed, TimeSpan.FromMilliseconds(40), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Empty_content_can_be_sent_repeatedly()
    {
        using RawServer server = new(static _ => RawServer.Text(Samples.Pong));
        using CompassClient client = server.Client();

        await client.PingHeartbeatAsync("t", "h", false);
        await client.PingHeartbeatAsync("t", "h", false);

        Assert.All(server.Requests, static request => Assert.Equal("0", request.Headers["Content-Length"]));
        Assert.Equal((2, 1), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task The_system_clock_is_monotonic_and_its_random_numbers_are_in_range()
    {
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan start = Clock.System.Elapsed;
        await Clock.System.Delay(TimeSpan.FromMilliseconds(30), CancellationToken.None);
        TimeSpan taken = Clock.System.Elapsed - start;

        Assert.InRange(taken, TimeSpan.FromMilliseconds(25), watch.Elapsed);
        double[] chances = Enumerable.Range(0, 100).Select(static _ => Clock.System.NextRandom()).ToArray();
        Assert.All(chances, static chance => Assert.InRange(chance, 0, 0.999_999_999));
        Assert.True(chances.Distinct().Count() > 90);
        Assert.InRange((DateTimeOffset.UtcNow - Clock.System.UtcNow).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    private static string? Header(ReceivedRequest request, string name) => request.Headers.TryGetValue(name, out string? value) ? value : null;

    private static async Task<Maintenance> GetAsync(string body, bool declared, long most)
    {
        using StubHandler stub = new(_ => Response(Encoding.UTF8.GetBytes(body), declared));
        using CompassClient client = Clients.Over(stub, options: Clients.Options(new Uri("https://most.example.com/"), bytes: most));
        return await client.GetMaintenanceAsync(MaintenanceScope.Global, "m");
    }

    private static HttpResponseMessage Response(byte[] body, bool declared, int status = 200) => new((HttpStatusCode)status)
    {
        Content = declared ? new ByteArrayContent(body) : new StreamContent(new Trickle(body)),
    };

    private static byte[] Packed(byte[] body)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    /// <summary>A stream of unknown length that returns at most 1,500 bytes for each read.</summary>
    private sealed class Trickle(byte[] bytes) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = Math.Min(Math.Min(count, 1500), bytes.Length - _position);
            Array.Copy(bytes, _position, buffer, offset, read);
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>Responds to a ping and records the HTTP version of the request.</summary>
    private sealed class Peek : HttpMessageHandler
    {
        public Version? Version { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Version = request.Version;
            return Task.FromResult(StubHandler.Json(Samples.Pong));
        }
    }
}
