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

    /// <summary>Returns the reply to a change. With <see cref="SandboxBehaviors.NoContent"/>, the reply has no body.</summary>
    public Reply Changed(Reply reply) => Behavior.HasFlag(SandboxBehaviors.NoContent) ? Reply.NoContent : reply;

    /// <summary>The team whose id is in the path.</summary>
    /// <exception cref="ApiException">404: the team does not exist.</exception>
    public TeamState Team =>
        State.TryGetTeam(TeamId!, out TeamState? team) ? team : throw ApiException.NotFound(Messages.NoTeam(TeamId));
}

/// <summary>
/// The result of an operation: a status and a JSON body. A reply with status 204 has no body. The body is valid until the thread creates
/// its next reply.
/// </summary>
internal readonly record struct Reply(int Status, ReadOnlyMemory<byte> Body)
{
    // Real services do not escape characters such as '+' and 'ü', so the sandbox does not either.
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
