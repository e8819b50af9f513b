namespace CompassOps.Scripts;

/// <summary>The possible outcomes of the user's script.</summary>
internal enum ScriptOutcome
{
    /// <summary>The script ran to its end, or left by <c>return</c> or by <c>exit</c> with a code that means success.</summary>
    Success,

    /// <summary>The script ended with a terminating error or with an exit code that means failure.</summary>
    Failure,

    /// <summary>
    /// The script was stopped (Ctrl+C, <c>Select-Object -First</c>), or left a loop outside of it by <c>break</c>. This is neither
    /// success nor failure.
    /// </summary>
    Interrupted,
}
