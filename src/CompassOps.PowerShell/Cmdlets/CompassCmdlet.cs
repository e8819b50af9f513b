using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Arguments;
using CompassOps.Errors;
using CompassOps.Formatting;
using CompassOps.Reporting;

namespace CompassOps.Cmdlets;

/// <summary>
/// The base of all cmdlets. It owns the cancellation token that Ctrl+C cancels, waits for tasks, and distinguishes typed from piped
/// parameters.
/// </summary>
public abstract class CompassCmdlet : PSCmdlet, IDisposable
{
    private const string Caption = "CompassOps";

    private readonly CancellationTokenSource _stop = new();

    // Null if there is no pipeline input. Then all bound parameters were typed.
    private HashSet<string>? _typed;
    private RequestLog? _log;
    private WaitNotice? _waitNotice;
    private bool? _approvedUnasked;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The token that Ctrl+C cancels.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>Records each request, for the verbose and debug streams.</summary>
    internal IRequestObserver? Observer => _log;

    /// <summary>Releases the cmdlet's resources. PowerShell calls it after every pipeline, also after an error.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (DefaultValues.DropContradicted(MyInvocation, GetVariableValue(DefaultValues.Variable), "TeamId", "Global") is { } dropped)
        {
            GetType().GetProperty(dropped)!.SetValue(this, dropped == "Global" ? new SwitchParameter(false) : null);
        }

        if (MyInvocation.ExpectingInput)
        {
            _typed = new HashSet<string>(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
        }

        bool debug = IsOn("Debug", "DebugPreference");

        // With -Debug alone, PowerShell would prompt before each verbose message.
        bool verbose = (IsBound("Verbose") || !(debug && IsBound("Debug"))) && IsOn("Verbose", "VerbosePreference");
        _log = new RequestLog(debug, verbose);
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Releases the resources of a derived cmdlet.</summary>
    /// <param name="disposing">True if called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    /// <summary>Whether a parameter was specified on the command line, not by the pipeline.</summary>
    private protected bool IsTyped(string parameter) => _typed?.Contains(parameter) ?? IsBound(parameter);

    /// <summary>Whether a parameter has a value for the current item, typed or piped.</summary>
    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>
    /// Waits for a task on the pipeline thread. While it waits, it writes verbose messages. All cmdlets wait for tasks with this method.
    /// </summary>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline.</exception>
    internal T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task without a result.</summary>
    internal void Await(Task task)
    {
        try
        {
            while (!task.IsCompleted)
            {
                WaitQuietly(task, 100);
                WriteRequests();
                WriteWaits(task);
            }

            WriteRequests();
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>
    /// Whether the cmdlet reports a long delay before a retry. False if a clean-up must run afterwards, because writing may throw.
    /// </summary>
    private protected virtual bool ShowsWaits => true;

    private void WriteWaits(Task task)
    {
        if (task.IsCompleted)
        {
            _waitNotice?.Complete();
        }
        else if (ShowsWaits && _log is { } log && (_waitNotice is not null || log.Remaining > TimeSpan.Zero))
        {
            _waitNotice ??= new WaitNotice(this, MyInvocation.MyCommand.Name, log);
            _waitNotice.Update();
        }
    }

    /// <summary>Writes the recorded requests to the verbose and debug streams.</summary>
    private protected void WriteRequests() => _log?.WriteTo(this);

    /// <inheritdoc cref="Cmdlet.WriteWarning"/>
    internal new void WriteWarning(string text) => base.WriteWarning(DisplayText.Visible(text));

    /// <inheritdoc cref="Cmdlet.WriteVerbose"/>
    internal new void WriteVerbose(string text) => base.WriteVerbose(DisplayText.Visible(text));

    /// <inheritdoc cref="Cmdlet.WriteDebug"/>
    internal new void WriteDebug(string text) => base.WriteDebug(DisplayText.VisibleLines(text));

    /// <inheritdoc cref="Cmdlet.WriteError"/>
    internal new void WriteError(ErrorRecord record) => base.WriteError(ErrorRecords.Visible(record));

    /// <inheritdoc cref="Cmdlet.ThrowTerminatingError"/>
    internal new void ThrowTerminatingError(ErrorRecord record) => base.ThrowTerminatingError(ErrorRecords.Visible(record));

    /// <summary>Writes a non-terminating error for one item.</summary>
    internal void WriteFailure(Exception exception, object? target, string? item = null, string? advice = null)
    {
        ErrorRecord record = ErrorRecords.From(exception, target, item);
        if (advice is not null)
        {
            record.ErrorDetails = new ErrorDetails($"{record.ErrorDetails.Message} {advice}");
        }

        WriteError(record);
    }

    /// <summary>Ends the cmdlet with a terminating error.</summary>
    internal void ThrowFailure(string id, ErrorCategory category, string message, object? target = null) =>
        ThrowTerminatingError(ErrorRecords.Make(id, category, message, target));

    /// <summary>
    /// Ends the cmdlet if a typed value is null or empty. An unset variable must not select the default team or all teams.
    /// </summary>
    private protected void RefuseEmpty(string parameter, object? value, string hint)
    {
        if (IsTyped(parameter) && IsEmpty(value))
        {
            ThrowFailure(ErrorIds.EmptyArgument, ErrorCategory.InvalidArgument, Messages.EmptyArgument(parameter, hint));
        }
    }

    /// <summary>
    /// Writes an error if the piped value is null or empty. An unset variable must not select the default or everything.
    /// </summary>
    /// <param name="parameter">The parameter to which the pipeline binds.</param>
    /// <param name="value">The bound value.</param>
    /// <returns>True if an error was written.</returns>
    private protected bool RefuseNothing(string parameter, object? value)
    {
        bool isNothing = MyInvocation.ExpectingInput && !IsTyped(parameter) && IsEmpty(value);
        if (isNothing)
        {
            WriteError(ErrorRecords.Make(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.PipedNull, null));
        }

        return isNothing;
    }

    /// <summary>
    /// Applies <c>-WhatIf</c> and <c>-Confirm</c> to an action, and returns whether to carry it out. With <c>-Force</c>, only an explicit
    /// <c>-Confirm</c> or <c>-WhatIf</c> counts.
    /// </summary>
    /// <param name="sentence">A sentence that describes the action and names the object and the team.</param>
    /// <param name="force">Whether <c>-Force</c> was specified.</param>
    internal bool Approve(string sentence, bool force = false)
    {
        bool asked = MyInvocation.BoundParameters.TryGetValue("Confirm", out object? confirm) && LanguagePrimitives.IsTrue(confirm);
        if (force && !asked && !IsWhatIf)
        {
            return true;
        }

        sentence = DisplayText.Visible(sentence);
        return ShouldProcess(sentence, Messages.ConfirmationQuestion(sentence), Caption);
    }

    /// <summary>
    /// Whether actions of low impact need no call of ShouldProcess, because neither <c>-WhatIf</c>, <c>-Confirm</c> nor verbose output is
    /// in effect. PowerShell would determine this for each item again.
    /// </summary>
    private protected bool IsApprovedUnasked => _approvedUnasked ??= _log?.WantsAttempts != true && !IsBound("Confirm") && !IsWhatIf
        && LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference) && preference != ConfirmImpact.Low;

    /// <summary>
    /// Asks for confirmation of a removal, as for an action of high impact. For cmdlets whose other actions have a lower impact. Call it
    /// before the first change.
    /// </summary>
    internal bool ApproveRemoval(string sentence, bool force)
    {
        // Either PowerShell itself prompts, or the user disabled confirmation.
        bool leftOut = force || IsBound("Confirm") || IsWhatIf
            || (LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference) && preference != ConfirmImpact.High);
        return Approve(sentence, force) && (leftOut || Ask(sentence));
    }

    private bool Ask(string sentence)
    {
        try
        {
            return ShouldContinue(DisplayText.Visible(Messages.ConfirmationQuestion(sentence)), Caption, ref _yesToAll, ref _noToAll);
        }
        catch (Exception exception) when (exception is InvalidOperationException or HostException)
        {
            ThrowFailure(ErrorIds.ConfirmationNeeded, ErrorCategory.PermissionDenied, Messages.ConfirmationNeeded(sentence));
            throw;
        }
    }

    /// <summary>Whether <c>-WhatIf</c> is in effect.</summary>
    internal bool IsWhatIf => IsOn("WhatIf", "WhatIfPreference");

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        string[] texts => texts.Length == 0 || Array.Exists(texts, string.IsNullOrWhiteSpace),
        Array array => array.Length == 0,
        _ => false,
    };

    // Does not throw if the task fails. The caller gets the exception from the task, so that it is not an AggregateException.
    private void WaitQuietly(Task task, int milliseconds)
    {
        try
        {
            task.Wait(milliseconds, _stop.Token);
        }
        catch (AggregateException) when (task.IsCompleted)
        {
        }
    }

    private bool IsOn(string parameter, string variable)
    {
        if (MyInvocation.BoundParameters.TryGetValue(parameter, out object? given))
        {
            return LanguagePrimitives.IsTrue(given);
        }

        object? preference = GetVariableValue(variable);
        return preference switch
        {
            null => false,
            ActionPreference action => action != ActionPreference.SilentlyContinue && action != ActionPreference.Ignore,
            bool value => value,
            _ => LanguagePrimitives.TryConvertTo(preference, out ActionPreference parsed)
                ? parsed != ActionPreference.SilentlyContinue && parsed != ActionPreference.Ignore
                : LanguagePrimitives.IsTrue(preference),
        };
    }
}
