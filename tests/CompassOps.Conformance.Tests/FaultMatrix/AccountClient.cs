// A client of a service account, whose requests to the authority can be held back until many wait for their outcome.
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

    /// <summary>How often the authority was asked for a token.</summary>
    public int Asked => Volatile.Read(ref _gate.Asked);

    /// <summary>Holds back requests to the authority, and others until so many of them have been signed.</summary>
    public void HoldAuthority(int signed) => _gate.Close(signed);

    /// <summary>Lets the requests to the authority pass, once as many others were refused for their token.</summary>
    public async Task ReleaseAuthorityAsync(int refused)
    {
        for (int i = 0; i < 600 && Volatile.Read(ref _gate.Refused) < refused; i++)
        {
            await Task.Delay(25);
        }

        // The last one that was refused has still to join those who wait.
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
