using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks which connection failures show that the service did not receive the request. After all other failures, the client must
/// assume that the service received the request.
/// </summary>
public sealed class ConnectionFailureTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, (int)AttemptOutcome.NotSent)]
    [InlineData(SocketError.HostUnreachable, (int)AttemptOutcome.Lost)]
    [InlineData(SocketError.NetworkUnreachable, (int)AttemptOutcome.Lost)]
    [InlineData(SocketError.HostDown, (int)AttemptOutcome.Lost)]
    [InlineData(SocketError.NetworkDown, (int)AttemptOutcome.Lost)]
    [InlineData(SocketError.TryAgain, (int)AttemptOutcome.NotSent)]
    [InlineData(SocketError.HostNotFound, (int)AttemptOutcome.Unreachable)]
    [InlineData(SocketError.NoData, (int)AttemptOutcome.Unreachable)]
    [InlineData(SocketError.ConnectionReset, (int)AttemptOutcome.Lost)]
    [InlineData(SocketError.TimedOut, (int)AttemptOutcome.Lost)]
    public void The_socket_error_determines_the_outcome(SocketError error, int outcome)
    {
        SocketException socket = new((int)error);

        Assert.Equal((AttemptOutcome)outcome, ConnectionFailure.Classify(new HttpRequestException("x", socket), answered: false));
        Assert.Equal((AttemptOutcome)outcome, ConnectionFailure.Classify(socket, answered: false));
        Assert.Equal(AttemptOutcome.Lost, ConnectionFailure.Classify(new HttpRequestException("x", socket), answered: true));
    }

    [Theory]
    [InlineData(HttpRequestError.ProxyTunnelError, (int)AttemptOutcome.Unreachable)]
    [InlineData(HttpRequestError.NameResolutionError, (int)AttemptOutcome.NotSent)]
    [InlineData(HttpRequestError.ConnectionError, (int)AttemptOutcome.NotSent)]
    [InlineData(HttpRequestError.SecureConnectionError, (int)AttemptOutcome.NotSent)]
    [InlineData(HttpRequestError.ResponseEnded, (int)AttemptOutcome.Lost)]
    [InlineData(HttpRequestError.Unknown, (int)AttemptOutcome.Lost)]
    public void The_HttpRequestError_determines_the_outcome_if_there_is_no_socket_error(HttpRequestError error, int outcome) =>
        Assert.Equal((AttemptOutcome)outcome, ConnectionFailure.Classify(new HttpRequestException(error, "x"), answered: false));

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, (int)AttemptOutcome.NotSent)]
    [InlineData(HttpRequestError.Unknown, (int)AttemptOutcome.Lost)]
    public void An_unreachable_host_means_that_nothing_was_sent_if_the_connection_was_not_open(HttpRequestError error, int outcome)
    {
        SocketException unreachable = new((int)SocketError.HostUnreachable);

        Assert.Equal((AttemptOutcome)outcome, ConnectionFailure.Classify(new HttpRequestException(error, "x", new IOException("x", unreachable)), answered: false));
    }

    [Fact]
    public void A_failed_TLS_handshake_is_permanent_unless_the_network_interrupted_it()
    {
        Assert.Equal(AttemptOutcome.Unreachable, Of(new AuthenticationException("untrusted")));
        Assert.Equal(AttemptOutcome.NotSent, Of(new AuthenticationException("cut", new IOException("eof"))));
        Assert.Equal(AttemptOutcome.NotSent, Of(new AuthenticationException("cut", new SocketException((int)SocketError.ConnectionReset))));

        static AttemptOutcome Of(AuthenticationException trust) =>
            ConnectionFailure.Classify(new HttpRequestException(HttpRequestError.SecureConnectionError, "x", trust), answered: false);
    }

    [Fact]
    public void Exceptions_that_are_not_network_errors_have_an_outcome()
    {
        Assert.Equal(AttemptOutcome.Unreachable, ConnectionFailure.Classify(new ObjectDisposedException("x"), answered: false));
        Assert.Equal(AttemptOutcome.NotSent, ConnectionFailure.Classify(new TaskCanceledException("connecting", new TimeoutException()), answered: false));
        Assert.Equal(AttemptOutcome.Lost, ConnectionFailure.Classify(new TaskCanceledException("aborted"), answered: false));
        Assert.Equal(AttemptOutcome.Lost, ConnectionFailure.Classify(new InvalidOperationException("x"), answered: false));
        Assert.Equal(AttemptOutcome.Unreadable, ConnectionFailure.Classify(new IOException("x", new InvalidDataException("no gzip")), answered: true));
        Assert.Equal(AttemptOutcome.Lost, ConnectionFailure.Classify(new ObjectDisposedException("x"), answered: true));
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "host name could not be resolved", true, false)]
    [InlineData(SocketError.NoData, "host name could not be resolved", true, false)]
    [InlineData(SocketError.TryAgain, "host name could not be resolved", true, false)]
    [InlineData(SocketError.ConnectionRefused, "was refused", false, true)]
    [InlineData(SocketError.ConnectionReset, "was reset", false, false)]
    [InlineData(SocketError.ConnectionAborted, "was reset", false, false)]
    [InlineData(SocketError.Shutdown, "was reset", false, false)]
    [InlineData(SocketError.TimedOut, "timed out", false, false)]
    public void A_socket_error_is_described_in_a_few_words(SocketError error, string says, bool name, bool refused)
    {
        HttpRequestException failure = new("quoted from the wire", new IOException("x", new SocketException((int)error)));

        string words = ConnectionFailure.Describe(failure);

        Assert.Contains(says, words, StringComparison.Ordinal);
        Assert.DoesNotContain("wire", words, StringComparison.Ordinal);
        Assert.Equal((name, refused), (ConnectionFailure.IsName(failure), ConnectionFailure.IsRefused(failure)));
        Assert.False(ConnectionFailure.IsTrust(failure));
    }

    [Fact]
    public void Other_failures_are_described_in_a_few_words()
    {
        SocketException rare = new((int)SocketError.AddressFamilyNotSupported);

        Assert.Equal(rare.Message, ConnectionFailure.Describe(new HttpRequestException("x", rare)));
        AuthenticationException nested = new("see inside", new InvalidDataException("no name matches"));
        Assert.Equal("TLS failed: no name matches", Words(new HttpRequestException("x", nested)));
        Assert.Equal("TLS failed: untrusted", Words(new HttpRequestException("x", new AuthenticationException("untrusted"))));
        Assert.Contains("closed", Words(new ObjectDisposedException("x")), StringComparison.Ordinal);
        Assert.Contains("in time", Words(new TaskCanceledException("x")), StringComparison.Ordinal);
        Assert.Contains("before the response was complete", Words(new HttpRequestException("x", new IOException("eof"))), StringComparison.Ordinal);
        Assert.Equal("inside", Words(new InvalidOperationException("x", new FormatException("inside"))));
        Assert.Equal("alone", Words(new InvalidOperationException("alone")));
        Assert.Equal("eof", Words(new IOException("eof")));

        static string Words(Exception exception) => ConnectionFailure.Describe(exception);
    }

    [Fact]
    public void An_unknown_host_is_recognized_by_the_error_of_NET_Framework()
    {
        Assert.True(ConnectionFailure.IsName(new HttpRequestException("x", new WebException("x", WebExceptionStatus.NameResolutionFailure))));
        Assert.True(ConnectionFailure.IsName(new WebException("x", WebExceptionStatus.ProxyNameResolutionFailure)));
        Assert.False(ConnectionFailure.IsName(new WebException("x", WebExceptionStatus.ConnectFailure)));
        Assert.False(ConnectionFailure.IsName(null));
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "spelling of the host")]
    [InlineData(SocketError.ConnectionRefused, "the network, the service's address and the proxy")]
    public async Task The_remedy_depends_on_the_cause(SocketError error, string remedy)
    {
        using StubHandler stub = new(_ => throw new HttpRequestException("x", new SocketException((int)error)));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "m"));

        Assert.Equal((CompassErrorKind.ConnectionFailed, null), (failure.Kind, failure.StatusCode));
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }
}
