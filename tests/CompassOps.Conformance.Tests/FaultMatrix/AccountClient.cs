// Provides a client with the credentials of a service account. A test can delay the token requests of the client.
using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Conformance.Tests.FaultMatrix;

internal sealed class AccountClient : IDisposable
{
    private readonly Gate _gate;

    public AccountClient(Stage stage)
    {
        CompassClientOptions options = Scenario.Options(stage) with
        {
            UserName = "",
            Token = null,
            Product = CompassProduct.JiraServiceManagement,
            ClientId = stage.Sandbox.ClientId,
            ClientSecret = new NetworkCredential("", stage.Sandbox.ClientSecret).SecurePassword,
        };
        _gate = new Gate(HandlerFactory.Create(options, stage.Sandbox.BaseUri));
        Client = new CompassClient(options, _gate, Clock);
    }

    public JumpingClock Clock { get; } = new();

    public CompassClient Client { get; }

    /// <summary>The number of token requests of the client, including requests that are still delayed.</summary>
    public int Asked => Volatile.Read(ref _gate.Asked);

    /// <summary>
    /// Delays token requests until the test calls <see cref="ReleaseAuthorityAsync"/>. Delays all other requests until the client has
    /// started <paramref name="signed"/> of them, so that the service receives these requests at the same time.
    /// </summary>
    public void HoldAuthority(int signed) => _gate.Close(signed);

    /// <summary>
    /// Waits until the service has rejected the access token of <paramref name="refused"/> requests. Then sends the delayed token
    /// requests.
    /// </summary>
    public async Task ReleaseAuthorityAsync(int refused)
    {
        for (int i = 0; i < 600 && Volatile.Read(ref _gate.Refused) < refused; i++)
        {
            await Task.Delay(25);
        }

        // The client handles the last rejected requests in the thread pool. Give the thread pool time for this work before the gate opens.
        for (int i = 0; i < 10 && refused > 0; i++)
        {
            await Task.Delay(10);
            await Task.Factory.StartNew(static () => { }, default, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
        }

        _gate.Open();
    }

    public void Dispose() => Client.Dispose();

    private sealed class Gate(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public int Asked;
        public int Refused;
        private TaskCompletionSource _authority = Opened();
        private TaskCompletionSource _service = Opened();
        private int _expected;

        public void Close(int signed)
        {
            _expected = signed;
            _service = signed > 0 ? New() : Opened();
            _authority = New();
        }

        public void Open() => _authority.TrySetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bool isAuthority = request.RequestUri!.AbsolutePath == "/oauth/token";
            if (isAuthority)
            {
                Interlocked.Increment(ref Asked);
                await _authority.Task.WaitAsync(cancellationToken);
            }
            else
            {
                if (Interlocked.Decrement(ref _expected) == 0)
                {
                    _service.TrySetResult();
                }

                await _service.Task.WaitAsync(cancellationToken);
            }

            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (!isAuthority && response.StatusCode == HttpStatusCode.Unauthorized)
            {
                Interlocked.Increment(ref Refused);
            }

            return response;
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        private static TaskCompletionSource Opened()
        {
            TaskCompletionSource open = New();
            open.SetResult();
            return open;
        }
    }
}
