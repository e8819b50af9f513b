namespace CompassOps.Scripts;

internal enum ScriptOutcome
{
    /// <summary>The script reached its end, or ended with <c>return</c> or with an exit code that means success.</summary>
    Success,

    /// <summary>The script ended with a terminating error or with an exit code that means failure.</summary>
    Failure,

    /// <summary>
    /// The user pressed Ctrl+C, <c>Select-Object -First</c> stopped the script, or <c>break</c> left a loop outside the script. An
    /// interrupted script has neither succeeded nor failed.
    /// </summary>
    Interrupted,
}
