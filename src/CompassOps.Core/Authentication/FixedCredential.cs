using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Authentication;

/// <summary>A credential that never changes: either an e-mail address with an API token, or an access token.</summary>
internal sealed class FixedCredential : Credential
{
    private readonly Authorization _authorization;

    public FixedCredential(Authorization authorization, string description, string remedy, bool isAccessToken)
    {
        _authorization = authorization;
        Description = description;
        Remedy = remedy;
        IsAccessToken = isAccessToken;
    }

    public override string Description { get; }

    public override string Remedy { get; }

    public override bool IsAccessToken { get; }

    public override ValueTask<Authorization> GetAsync(ApiRequest request, TimeSpan deadline, CancellationToken cancellationToken) => new(_authorization);
}
