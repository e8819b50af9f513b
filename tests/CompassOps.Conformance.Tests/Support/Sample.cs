using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace CompassOps.Conformance.Tests.Support;

/// <summary>
/// The sample request and response of an operation, from a file in the folder <c>contract</c>. A property is null if the file does
/// not contain the value.
/// </summary>
internal sealed class Sample
{
    public const string CloudId = "8f2c6d0e-5a41-4f7b-9c3d-2e1b0a9f8d7c";
    public const string TeamId = "77b933c9-92bb-46e7-a73c-764b8d7c3c25";
    public const string Id = "0762db96-f795-4246-90be-edd295af8fca";
    public const string Name = "DNS Server Checker";

    private const string Origin = "https://api.atlassian.com";

    private Sample(JsonNode file)
    {
        Operation = (string)file["operation"]!;
        Method = (string)file["request"]!["method"]!;
        Url = (string)file["request"]!["url"]!;
        Headers = file["request"]!["headers"]!.AsObject().ToDictionary(static pair => pair.Key, static pair => (string)pair.Value!);
        RequestBody = file["request"]!["body"]?.AsObject();
        Status = (int?)file["response"]!["status"];
        ResponseBody = file["response"]!["body"]?.AsObject();
    }

    public static IReadOnlyList<Sample> All { get; } = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "contract"), "*.json")
        .Select(static path => new Sample(JsonNode.Parse(File.ReadAllText(path))!)).ToArray();

    public string Operation { get; }

    public string Method { get; }

    /// <summary>The address, with placeholders such as <c>{cloudId}</c>.</summary>
    public string Url { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public JsonObject? RequestBody { get; }

    public int? Status { get; }

    public JsonObject? ResponseBody { get; }

    public bool IsList => Operation.StartsWith("List", StringComparison.Ordinal);

    public bool IsHeartbeat => Operation.Contains("Heartbeat", StringComparison.Ordinal);

    public bool IsGlobal => Operation.Contains("Global", StringComparison.Ordinal);

    public MaintenanceScope Scope => IsGlobal ? MaintenanceScope.Global : MaintenanceScope.Team(TeamId);

    public static Sample Of(string operation) => All.Single(sample => sample.Operation == operation);

    /// <summary>Returns the path and query of the request, with values in place of the placeholders.</summary>
    public string Target(string cloudId = CloudId, string id = Id, string name = Name) => Url[Origin.Length..]
        .Replace("{cloudId}", cloudId, StringComparison.Ordinal)
        .Replace("{teamId}", TeamId, StringComparison.Ordinal)
        .Replace("{id}", id, StringComparison.Ordinal)
        .Replace("{name}", Uri.EscapeDataString(name), StringComparison.Ordinal);
}
