// How a program connects: the address, the cloudId, and the account with its token.
using System.Security;
using CompassOps.Sandbox;

namespace CompassOps.Examples;

/// <summary>Makes clients.</summary>
internal static class Connection
{
    /// <summary>A client of a sandbox. For the service itself leave out <c>BaseUri</c> and give the account's own values.</summary>
    public static CompassClient To(SandboxServer sandbox)
    {
        using var token = new SecureString();
        foreach (char letter in sandbox.Token)
        {
            token.AppendChar(letter);
        }

        return new CompassClient(new CompassClientOptions
        {
            BaseUri = sandbox.BaseUri,
            CloudId = sandbox.CloudId,
            UserName = sandbox.Email,
            Token = token,
        });
    }
}
