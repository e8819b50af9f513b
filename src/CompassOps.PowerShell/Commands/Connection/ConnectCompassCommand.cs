using System;
using System.Management.Automation;
using System.Security;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Connections;
using CompassOps.Errors;
using CompassOps.Formatting;

namespace CompassOps.Commands;

/// <summary>
/// <c>Connect-Compass</c>: creates a connection, and makes it the default connection of the runspace. With <c>-NoDefault</c>, keeps an
/// existing default connection.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "Compass", DefaultParameterSetName = EnvironmentSet)]
[OutputType(typeof(CompassConnection))]
public sealed class ConnectCompassCommand : CompassCmdlet
{
    private const string EnvironmentSet = "Environment";
    private const string SiteSet = "Site";
    private const string CloudIdSet = "CloudId";
    private const string SandboxSet = "Sandbox";
    private const string ConnectionSet = "Connection";

    /// <summary>An existing connection, as an object or by name. The cmdlet makes this connection the default connection.</summary>
    [Parameter(ParameterSetName = ConnectionSet, Mandatory = true)]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public CompassConnection? Connection { get; set; }

    /// <summary>
    /// The name of the site: <c>acme</c> for <c>acme.atlassian.net</c>. The cmdlet sends a request to find the cloud id of the site.
    /// </summary>
    [Parameter(ParameterSetName = SiteSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Site { get; set; } = "";

    /// <summary>The cloud id of the site. If the cloud id is specified, the cmdlet sends no request to find it.</summary>
    [Parameter(ParameterSetName = CloudIdSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string CloudId { get; set; } = "";

    /// <summary>Connects to the sandbox that was started last in this process. If no sandbox is running, starts one.</summary>
    [Parameter(ParameterSetName = SandboxSet, Mandatory = true)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>
    /// The e-mail address and the API token. Default: the values of the environment variables COMPASS_EMAIL and COMPASS_API_TOKEN. With -Sandbox, the
    /// default is the credentials of the sandbox.
    /// </summary>
    [Parameter(ParameterSetName = SiteSet, Position = 1)]
    [Parameter(ParameterSetName = CloudIdSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The access token of a service account. Replaces -Credential, and requires -Product JiraServiceManagement.</summary>
    [Parameter(ParameterSetName = SiteSet)]
    [Parameter(ParameterSetName = CloudIdSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [SecretTransformation]
    public SecureString? AccessToken { get; set; }

    /// <summary>
    /// The id of the OAuth client of a service account. -ClientId and -ClientSecret are used together, instead of -Credential. They require
    /// -Product JiraServiceManagement.
    /// </summary>
    [Parameter(ParameterSetName = SiteSet)]
    [Parameter(ParameterSetName = CloudIdSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public string? ClientId { get; set; }

    /// <summary>The secret of the OAuth client.</summary>
    [Parameter(ParameterSetName = SiteSet)]
    [Parameter(ParameterSetName = CloudIdSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [SecretTransformation]
    public SecureString? ClientSecret { get; set; }

    /// <summary>The address of the server that issues access tokens: scheme, host and port. Default: https://auth.atlassian.com.</summary>
    [Parameter(ParameterSetName = SiteSet)]
    [Parameter(ParameterSetName = CloudIdSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public Uri? AuthorityUri { get; set; }

    /// <summary>
    /// The product to which the connection sends its requests. Both products have the same heartbeats and maintenance windows.
    /// </summary>
    [Parameter(ParameterSetName = SiteSet)]
    [Parameter(ParameterSetName = CloudIdSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [EnumTransformation(typeof(CompassProduct))]
    public CompassProduct Product { get; set; }

    /// <summary>The default team of heartbeat cmdlets: an id, a name, an ARI or a page address.</summary>
    [Parameter(ParameterSetName = SiteSet)]
    [Parameter(ParameterSetName = CloudIdSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? TeamId { get; set; }

    /// <summary>
    /// The address of the service. Default: https://api.atlassian.com. Plain HTTP is allowed for loopback addresses only.
    /// </summary>
    [Parameter(ParameterSetName = SiteSet)]
    [Parameter(ParameterSetName = CloudIdSet)]
    public Uri? BaseUri { get; set; }

    /// <summary>
    /// The name of the new connection, for the parameter <c>-Connection</c> of other cmdlets. Default: the name of the site or the cloud id.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>
    /// Keeps the current default connection. If no default connection exists, or if it has the same name as the new connection, the new connection
    /// becomes the default.
    /// </summary>
    [Parameter]
    public SwitchParameter NoDefault { get; set; }

    /// <summary>The address of the proxy.</summary>
    [Parameter]
    public Uri? Proxy { get; set; }

    /// <summary>The credentials for the proxy.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>
    /// Authenticates at the proxy with Kerberos or NTLM, as the account that runs PowerShell. The proxy is the value of -Proxy, or the proxy of the
    /// system if -Proxy is not specified.
    /// </summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Uses no proxy, even if the system has one.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>The time limit for each attempt of a request, in seconds. Each retry is a new attempt.</summary>
    [Parameter]
    [ValidateRange(0.1, 3600.0)]
    public double TimeoutSec { get; set; }

    /// <summary>The maximum number of retries of a request.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; }

    /// <summary>The maximum of the random delay before the first retry, in seconds. The maximum doubles with each retry, up to 30 seconds.</summary>
    [Parameter]
    [ValidateRange(0.001, 3600.0)]
    public double RetryIntervalSec { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        RefuseEmpty(nameof(TeamId), TeamId, Messages.ForNoDefaultTeam);
        RefuseEmpty(nameof(AccessToken), AccessToken, Messages.ForOtherCredentials);
        RefuseEmpty(nameof(ClientId), ClientId, Messages.ForOtherCredentials);
        RefuseEmpty(nameof(ClientSecret), ClientSecret, Messages.ForOtherCredentials);
        if (ParameterSetName == ConnectionSet)
        {
            UseExisting();
            return;
        }

        try
        {
            CompassConnection connection = Await(Shared(Settings()).OpenAsync(Observer, StopToken));
            ConnectionStore.Of(SessionState).Add(connection, asDefault: !NoDefault);
            WriteObject(connection);
        }
        catch (Exception exception) when (exception is CompassApiException or ArgumentException)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, Site.Length > 0 ? DisplayText.Address(Site) : CloudId));
        }
    }

    private void UseExisting()
    {
        if (Connection!.IsClosed)
        {
            ThrowFailure(ErrorIds.ConnectionClosed, ErrorCategory.ConnectionError, Messages.ConnectionClosed(Connection.Name), Connection);
        }

        ConnectionStore.Of(SessionState).SetDefault(Connection);
        WriteObject(Connection);
    }

    private ConnectionSettings Settings()
    {
        switch (ParameterSetName)
        {
            case SandboxSet:
#if NET
                return Overlay(InProcessSandbox.Settings(TeamId));
#else
                ThrowFailure(ErrorIds.SandboxNotSupported, ErrorCategory.NotImplemented, Messages.SandboxNotOnDesktop);
                break;
#endif
            case EnvironmentSet:
                return ConnectionEnvironment.ReadSettings();
        }

        ConnectionSettings settings = new()
        {
            Site = ParameterSetName == SiteSet ? Site : null,
            CloudId = ParameterSetName == CloudIdSet ? CloudId : null,
            BaseUri = BaseUri,
        };
        if (!HasCredentials)
        {
            if (ConnectionEnvironment.ReadCredentials() is not { } given)
            {
                ThrowFailure(ErrorIds.CredentialMissing, ErrorCategory.AuthenticationError, Messages.CredentialMissing);
                throw new InvalidOperationException();
            }

            settings = given with { Site = settings.Site, CloudId = settings.CloudId, BaseUri = settings.BaseUri };
        }

        return Overlay(settings);
    }

    private bool HasCredentials => Credential is not null || AccessToken is not null || ClientId is not null || ClientSecret is not null;

    private ConnectionSettings Overlay(ConnectionSettings settings)
    {
        settings = settings with { Product = Product, TeamId = TeamId ?? settings.TeamId, AuthorityUri = AuthorityUri };
        return !HasCredentials ? settings : settings with
        {
            UserName = Credential?.UserName ?? "",
            Token = Credential?.Password,
            AccessToken = AccessToken,
            ClientId = ClientId,
            ClientSecret = ClientSecret,
            CredentialSource = Credential is not null ? "-Credential" : AccessToken is not null ? "-AccessToken" : "-ClientId",
        };
    }

    private ConnectionSettings Shared(ConnectionSettings settings) => settings with
    {
        Name = Name ?? settings.Name,
        Proxy = Proxy,
        ProxyCredential = ProxyCredential,
        ProxyUseDefaultCredentials = ProxyUseDefaultCredentials,
        NoProxy = NoProxy,
        TimeoutSec = IsTyped(nameof(TimeoutSec)) ? TimeoutSec : null,
        MaximumRetryCount = IsTyped(nameof(MaximumRetryCount)) ? MaximumRetryCount : null,
        RetryIntervalSec = IsTyped(nameof(RetryIntervalSec)) ? RetryIntervalSec : null,
    };
}
