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

    /// <summary>Holds back requests to the authority from now on.</summary>
    public void HoldAuthority() => _gate.Close();

    /// <summary>Lets the requests pass once so many others were refused for their token.</summary>
    public async Task ReleaseAuthorityAsync(int refused)
    {
        for (int i = 0; i < 1200 && Volatile.Read(ref _gate.Refused) < refused; i++)
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
        private TaskCompletionSource _open = Opened();

        public void Close()
        {
            Refused = 0;
            _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public void Open() => _open.TrySetResult();

        private static TaskCompletionSource Opened()
        {
            TaskCompletionSource open = new();
            open.SetResult();
            return open;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bool isAuthority = request.RequestUri!.AbsolutePath == "/oauth/token";
            if (isAuthority)
            {
                Interlocked.Increment(ref Asked);
                await _open.Task.WaitAsync(cancellationToken);
            }

            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (!isAuthority && response.StatusCode == HttpStatusCode.Unauthorized)
            {
                Interlocked.Increment(ref Refused);
            }

            return response;
        }
    }
}
