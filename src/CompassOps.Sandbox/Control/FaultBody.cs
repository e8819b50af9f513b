using System;
using System.Globalization;
using System.Text.Json;
using CompassOps.Sandbox.Api;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Control;

/// <summary>
/// Converts faults to and from JSON. The name of each field is the name of a property of <see cref="SandboxFault"/> in camel case,
/// except that PathPattern becomes <c>path</c>.
/// </summary>
internal static class FaultBody
{
    private static readonly string[] Fields =
        ["id", "operation", "method", "path", "kind", "status", "headers", "delay", "body", "count", "every", "probability", "seed", "skip"];

    /// <exception cref="ApiException">The request body is not a valid fault.</exception>
    public static SandboxFault Read(HttpRequest request)
    {
        RequestBody body = RequestBody.Read(request.Header("Content-Type"), request.Body, Fields);
        string? kind = body.Word("kind", StringComparison.OrdinalIgnoreCase, Enum.GetNames<SandboxFaultKind>());
        return new SandboxFault
        {
            Id = body.Text("id", 100) ?? "",
            Operation = body.Text("operation", 100),
            Method = body.Text("method", 100),
            PathPattern = body.Text("path", 1000),
            Kind = kind is null ? SandboxFaultKind.Status : Enum.Parse<SandboxFaultKind>(kind),
            Status = body.Number("status", 200),
            Headers = body.Map("headers"),
            Delay = body.Span("delay"),
            Body = body.Text("body", HttpReader.MaximumBody),
            Count = body.Number("count", 1),
            Every = body.Number("every", 1) ?? 1,
            Probability = body.Fraction("probability"),
            Seed = body.Number("seed", int.MinValue),
            Skip = body.Number("skip", 0) ?? 0,
        };
    }

    public static void Write(Utf8JsonWriter json, SandboxFault fault)
    {
        json.WriteStartObject();
        json.WriteString("id", fault.Id);
        Text("operation", fault.Operation);
        Text("method", fault.Method);
        Text("path", fault.PathPattern);
        json.WriteString("kind", fault.Kind.ToString());
        Number("status", fault.Status);
        if (fault.Headers is not null)
        {
            json.WriteStartObject("headers");
            foreach ((string name, string value) in fault.Headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        Text("delay", fault.Delay?.ToString("c", CultureInfo.InvariantCulture));
        Text("body", fault.Body);
        Number("count", fault.Count);
        Number("every", fault.Every);
        if (fault.Probability is double probability)
        {
            json.WriteNumber("probability", probability);
        }

        Number("seed", fault.Seed);
        Number("skip", fault.Skip);
        json.WriteEndObject();

        void Text(string field, string? value)
        {
            if (value is not null)
            {
                json.WriteString(field, value);
            }
        }

        void Number(string field, int? value)
        {
            if (value is int number)
            {
                json.WriteNumber(field, number);
            }
        }
    }
}
