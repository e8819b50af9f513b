// A step of the story that came out otherwise than told.
using System;

namespace CompassOps.Examples;

/// <summary>A step came out otherwise than expected.</summary>
internal sealed class UnexpectedException(string message) : Exception(message)
{
    /// <summary>Ends the story unless what came out is what was expected.</summary>
    public static void Unless<T>(string what, T expected, T actual)
    {
        if (!Equals(expected, actual))
        {
            throw new UnexpectedException($"{what}: expected {expected}, got {actual}.");
        }
    }
}
