using System;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

internal sealed class RequestContext
{
    public required Operation Operation { get; init; }

    public required ServiceState State { get; init; }

    public SandboxBehaviors Behavior { get; init; }

    public Normalizer Normalizer => new(Behavior);

    public required Query Query { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    public string? TeamId { get; init; }

    public string? Id { get; init; }

    public TimeSpan PingDelay { get; init; }

    /// <summary>
    /// Returns the response to an update or cancel request. With <see cref="SandboxBehaviors.NoContent"/>, the response has
    /// status 204 and no body.
    /// </summary>
    public Reply Changed(Reply reply) => Behavior.HasFlag(SandboxBehaviors.NoContent) ? Reply.NoContent : reply;

    /// <exception cref="ApiException">404: no team has the id in the path.</exception>
    public TeamState Team =>
        State.TryGetTeam(TeamId!, out TeamState? team) ? team : throw ApiException.NotFound(Messages.NoTeam(TeamId));
}

/// <summary>
/// The status and JSON body of a response. All replies of a thread use the same buffer, so <see cref="Body"/> is valid only until the
/// thread creates the next reply.
/// </summary>
internal readonly record struct Reply(int Status, ReadOnlyMemory<byte> Body)
{
    // The real service does not escape characters such as '+' and 'ü' in JSON, so the sandbox does not escape them.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static Reply NoContent { get; } = new(204, default);

    public static Reply Json<TState>(int status, TState state, Action<Utf8JsonWriter, TState> write)
    {
        ArrayBufferWriter<byte> buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        Utf8JsonWriter writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, state);
        writer.Flush();
        return new Reply(status, buffer.WrittenMemory);
    }
}
