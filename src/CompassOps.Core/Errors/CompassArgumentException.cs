using System;

namespace CompassOps;

/// <summary>
/// Reports an invalid argument before a request is sent. The message describes the problem and tells the user what to do.
/// </summary>
public sealed class CompassArgumentException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Describes the problem and tells the user what to do.</param>
    /// <param name="paramName">The name of the request property or of the method parameter.</param>
    public CompassArgumentException(string message, string? paramName)
        : base(message, paramName) => Sentence = message;

    /// <summary>The message, without the parameter name that .NET appends to the message of an <see cref="ArgumentException"/>.</summary>
    public string Sentence { get; }

    /// <summary>
    /// The same text as <see cref="Sentence"/>. Omits the name of the .NET parameter, because the name does not help the user.
    /// </summary>
    public override string Message => Sentence ?? base.Message;
}
