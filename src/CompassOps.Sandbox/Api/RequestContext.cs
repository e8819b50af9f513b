// The input and the output of an operation.
using System;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>A request to an operation.</summary>
internal sealed class RequestContext
{
    public required Operation Operation { get; init; }

    public required ServiceState State { get; init; }

    public SandboxBehaviors Behavior { get; init; }

    /// <summary>Changes values as the service does before it stores them.</summary>
    public Normalizer Normalizer => new(Behavior);

    public required Query Query { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    public string? TeamId { get; init; }

    public string? Id { get; init; }

    public TimeSpan PingDelay { get; init; }

    /// <summary>Returns the reply to a change, which may be empty.</summary>
    public Reply Changed(Reply reply) => Behavior.HasFlag(SandboxBehaviors.NoContent) ? Reply.NoContent : reply;

    /// <summary>The team that the path names.</summary>
    /// <exception cref="ApiException">404: there is no such team.</exception>
    public TeamState Team =>
        State.TryGetTeam(TeamId!, out TeamState? team) ? team : throw ApiException.NotFound(Messages.NoTeam(TeamId));
}

/// <summary>The output of an operation: a status and, except for 204, JSON. The JSON is valid until the next reply of the thread.</summary>
internal readonly record struct Reply(int Status, ReadOnlyMemory<byte> Body)
{
    // Escapes as little as other services do.
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
