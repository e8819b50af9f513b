using System;

namespace CompassOps;

/// <summary>An argument that must not reach the service. The message says what is wrong with it and what to give instead.</summary>
public sealed class CompassArgumentException : ArgumentException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="paramName">The name of the request's property or the method's parameter.</param>
    public CompassArgumentException(string message, string? paramName)
        : base(message, paramName) => Sentence = message;

    /// <summary>The message without the parameter's name that .NET appends to it.</summary>
    public string Sentence { get; }

    /// <summary>The sentence alone: the name of a .NET parameter means nothing to the person at the prompt.</summary>
    public override string Message => Sentence ?? base.Message;
}
