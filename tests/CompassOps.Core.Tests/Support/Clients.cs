using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Core.Tests.Support;

internal static class Clients
{
    public const string CloudId = "cloud-1";
    public const string TeamId = "team-1";
    public const string Email = "ops@example.com";
    public const string BasePath = "/compass/cloud/cloud-1/ops/";

    /// <summary>
    /// A token whose URL encoding, Base64 text and JSON text differ from the token. So tests must search for each of these forms.
    /// </summary>
    public static readonly string Token = string.Concat("tok", "en-", "4711+/=", "very secret");

    private static int _unique;

    public static CompassClientOptions Options(
        Uri? baseUri = null, int retries = 4, TimeSpan? timeout = null, TimeSpan? interval = null, TimeSpan? longest = null, long? bytes = null) => new()
        {
            BaseUri = baseUri,
            CloudId = CloudId,
            UserName = Email,
            Token = Secure(Token),
            MaximumRetryCount = retries,
            Timeout = timeout ?? TimeSpan.FromSeconds(20),
            RetryInterval = interval ?? TimeSpan.FromSeconds(1),
            MaximumRetryDelay = longest ?? TimeSpan.FromSeconds(30),
            MaximumResponseBytes = bytes ?? 16 * 1024 * 1024,
        };

    public static SecureString Secure(string text)
    {
        SecureString secure = new();
        foreach (char c in text)
        {
            secure.AppendChar(c);
        }

        return secure;
    }

    /// <summary>
    /// Returns a client that uses a stub instead of the network. By default, each client has its own host name, because clients
    /// of the same host share state.
    /// </summary>
    public static CompassClient Over(HttpMessageHandler handler, Clock? clock = null, CompassClientOptions? options = null)
    {
        Uri host = new($"https://stub-{Interlocked.Increment(ref _unique)}.example.com/");
        CompassClientOptions settings = options ?? Options(host);
        return new CompassClient(settings, handler, clock ?? new TestClock());
    }

    /// <summary>Returns a client for the server, with short delays before retries.</summary>
    public static CompassClient Client(this RawServer server, int retries = 2, TimeSpan? timeout = null, long? bytes = null) => new(
        Options(server.Root, retries, timeout, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500), bytes));

    public static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<IReadOnlyList<T>> pages)
    {
        List<T> all = new();
        await foreach (IReadOnlyList<T> page in pages)
        {
            all.AddRange(page);
        }

        return all;
    }

    public static Task<CompassApiException> FailsAsync(Func<Task> call) => Assert.ThrowsAsync<CompassApiException>(call);
}

/// <summary>Records everything that the client reports.</summary>
internal sealed class Notes(bool wantsDetail = false, bool wantsAttempts = true) : IRequestObserver
{
    private readonly List<RequestAttempt> _attempts = new();

    private readonly List<RequestWait> _waits = new();

    public bool WantsAttempts => wantsAttempts;

    public bool WantsDetail => wantsDetail;

    public IReadOnlyList<RequestWait> Waits
    {
        get
        {
            lock (_waits)
            {
                return _waits.ToArray();
            }
        }
    }

    public void OnWait(RequestWait wait)
    {
        lock (_waits)
        {
            _waits.Add(wait);
        }
    }

    public IReadOnlyList<RequestAttempt> Attempts
    {
        get
        {
            lock (_attempts)
            {
                return _attempts.ToArray();
            }
        }
    }

    public void OnAttempt(RequestAttempt attempt)
    {
        lock (_attempts)
        {
            _attempts.Add(attempt);
        }
    }
}
