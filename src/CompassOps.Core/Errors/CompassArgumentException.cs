using System;

namespace CompassOps;

/// <summary>Reports an invalid argument before a request is sent. The message states the problem and the remedy.</summary>
public sealed class CompassArgumentException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The problem and the remedy.</param>
    /// <param name="paramName">The name of the request's property or the method's parameter.</param>
    public CompassArgumentException(string message, string? paramName)
        : base(message, paramName) => Sentence = message;

    /// <summary>The message without the parameter's name that .NET appends to it.</summary>
    public string Sentence { get; }

    /// <summary>The message without the parameter's name, because the name of a .NET parameter does not help the user.</summary>
    public override string Message => Sentence ?? base.Message;
}
