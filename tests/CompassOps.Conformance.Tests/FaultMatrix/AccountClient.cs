// A client that signs in as a service account. Tests can hold back its token requests until many other requests wait for the token.
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

    /// <summary>The number of token requests that the client has made.</summary>
    public int Asked => Volatile.Read(ref _gate.Asked);

    /// <summary>Holds back token requests. Also holds back the other requests until this number of them has been signed.</summary>
    public void HoldAuthority(int signed) => _gate.Close(signed);

    /// <summary>Waits until this number of requests was refused because of the token. Then lets the token requests pass.</summary>
    public async Task ReleaseAuthorityAsync(int refused)
    {
        for (int i = 0; i < 600 && Volatile.Read(ref _gate.Refused) < refused; i++)
        {
            await Task.Delay(25);
        }

        // The last refused request needs some time to join the waiting requests.
        await Task.Delay(refused > 0 ? 100 : 0);
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
