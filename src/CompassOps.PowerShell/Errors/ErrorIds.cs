namespace CompassOps.Errors;

/// <summary>
/// The ids of the errors that the module itself reports. If the service reports an error, the id is the name of the
/// <see cref="CompassErrorKind"/>. The help topic about_CompassErrors describes each id.
/// </summary>
internal static class ErrorIds
{
    public const string ConfirmationNeeded = "ConfirmationNeeded";
    public const string ConnectionClosed = "ConnectionClosed";
    public const string ConnectionNotFound = "ConnectionNotFound";
    public const string CredentialMissing = "CredentialMissing";
    public const string EmptyArgument = "EmptyArgument";
    public const string FileNotFound = "FileNotFound";
    public const string FileNotWritten = "FileNotWritten";
    public const string FileTooLarge = "FileTooLarge";
    public const string FileUnreadable = "FileUnreadable";
    public const string HeartbeatsDiffer = "HeartbeatsDiffer";
    public const string InvalidArgument = "InvalidArgument";
    public const string InvalidDocument = "InvalidDocument";
    public const string MaintenanceDiffers = "MaintenanceDiffers";
    public const string NoClobber = "NoClobber";
    public const string NotAFile = "NotAFile";
    public const string NotConnected = "NotConnected";
    public const string NotFound = nameof(CompassErrorKind.NotFound);
    public const string NothingDeclared = "NothingDeclared";
    public const string NothingToExport = "NothingToExport";
    public const string NothingWritten = "NothingWritten";
    public const string PipeOnly = "PipeOnly";
    public const string PlannedWindow = "PlannedWindow";
    public const string PortTaken = "PortTaken";
    public const string SandboxNotFound = "SandboxNotFound";
    public const string SandboxNotSupported = "SandboxNotSupported";
    public const string ScriptExitCode = "ScriptExitCode";
    public const string StateFileUnusable = "StateFileUnusable";
    public const string StatusOutOfReach = "StatusOutOfReach";
    public const string TeamNotFound = "TeamNotFound";
    public const string UnexpectedError = "UnexpectedError";
    public const string WaitTimeout = "WaitTimeout";
    public const string WindowLeftOpen = "WindowLeftOpen";
    public const string WindowNotActive = "WindowNotActive";
}
