using System;
using System.Collections.Generic;

namespace CompassOps.Tests.Shared;

/// <summary>A request as a test server received it. <c>Target</c> is the request target byte for byte; <c>Address</c> is normalized.</summary>
internal sealed record ReceivedRequest(string Method, Uri Address, string Target, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Address.AbsolutePath;

    public string PathAndQuery => Address.PathAndQuery;

    public override string ToString() => $"{Method} {PathAndQuery}";
}
