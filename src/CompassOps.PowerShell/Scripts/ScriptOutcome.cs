namespace CompassOps.Scripts;

/// <summary>How a caller's script ended.</summary>
internal enum ScriptOutcome
{
    /// <summary>The script ran to its end, or left by <c>return</c> or by <c>exit</c> with a code that means success.</summary>
    Success,

    /// <summary>A terminating error, or an exit code that means failure.</summary>
    Failure,

    /// <summary>
    /// The script was interrupted, or left a loop around it: Ctrl+C, <c>Select-Object -First</c>, <c>break</c>. Neither success nor failure.
    /// </summary>
    Interrupted,
}
