using System;
using System.Collections.Generic;

namespace CompassOps.Tests.Shared;

/// <summary>
/// A request that a test server received. <c>Target</c> is the exact request target; <c>Address</c> is the normalized address.
/// </summary>
internal sealed record ReceivedRequest(string Method, Uri Address, string Target, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Address.AbsolutePath;

    public string PathAndQuery => Address.PathAndQuery;

    public override string ToString() => $"{Method} {PathAndQuery}";
}
