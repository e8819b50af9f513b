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
/// The base of all cmdlets: the cancellation token that Ctrl+C cancels, the only place where a cmdlet waits for a task,
/// and the distinction between typed and piped parameters.
/// </summary>
public abstract class CompassCmdlet : PSCmdlet, IDisposable
{
    private const string Caption = "CompassOps";

    private readonly CancellationTokenSource _stop = new();

    // Null without pipeline input: then all bound parameters were typed.
    private HashSet<string>? _typed;
    private RequestLog? _log;
    private WaitNotice? _waitNotice;
    private bool? _approvedUnasked;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Cancelled by Ctrl+C.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>Receives each request; null if neither -Verbose nor -Debug needs it.</summary>
    internal IRequestObserver? Observer => _log;

    /// <summary>Releases the cmdlet's resources. The shell calls it however the pipeline ended.</summary>
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

        // With -Debug alone, the shell prompts before it shows a verbose message.
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

    /// <summary>Whether a parameter was given on the command line, not by the pipeline.</summary>
    private protected bool IsTyped(string parameter) => _typed?.Contains(parameter) ?? IsBound(parameter);

    /// <summary>Whether a parameter has a value for the current item, typed or piped.</summary>
    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>
    /// Waits for a task on the pipeline thread, and meanwhile writes verbose messages. No other method waits for tasks.
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
    /// Whether to report a long delay before a retry. False if a clean-up follows, because writing may throw.
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

    /// <summary>Writes the requests so far to the verbose and debug streams.</summary>
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

    /// <summary>Ends the cmdlet with an error.</summary>
    internal void ThrowFailure(string id, ErrorCategory category, string message, object? target = null) =>
        ThrowTerminatingError(ErrorRecords.Make(id, category, message, target));

    /// <summary>Refuses an explicit null or empty value: an unset variable must not mean the default or all teams.</summary>
    private protected void RefuseEmpty(string parameter, object? value, string hint)
    {
        if (IsTyped(parameter) && IsEmpty(value))
        {
            ThrowFailure(ErrorIds.EmptyArgument, ErrorCategory.InvalidArgument, Messages.EmptyArgument(parameter, hint));
        }
    }

    /// <summary>
    /// Writes an error for a piped null: an unset variable must not mean the default or everything.
    /// </summary>
    /// <param name="parameter">The parameter that the pipeline binds.</param>
    /// <param name="value">The bound value.</param>
    /// <returns>True if it was refused.</returns>
    private protected bool RefuseNothing(string parameter, object? value)
    {
        bool isNothing = MyInvocation.ExpectingInput && !IsTyped(parameter) && IsEmpty(value);
        if (isNothing)
        {
            WriteError(ErrorRecords.Make(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.PipedNull, null));
        }

        return isNothing;
    }

    /// <summary>Asks for approval by <c>-WhatIf</c> and <c>-Confirm</c>; with <c>-Force</c>, only if one of them is specified.</summary>
    /// <param name="sentence">The action, as a sentence that names the object and the team.</param>
    /// <param name="force">Whether <c>-Force</c> was given.</param>
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
    /// Whether an action of low impact is approved without <c>-WhatIf</c>, <c>-Confirm</c> or verbose output. The shell would compute
    /// this for each item again.
    /// </summary>
    private protected bool IsApprovedUnasked => _approvedUnasked ??= _log?.WantsAttempts != true && !IsBound("Confirm") && !IsWhatIf
        && LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference) && preference != ConfirmImpact.Low;

    /// <summary>
    /// Asks before a removal as for an action of high impact, in a cmdlet whose other actions have a lower one.
    /// Call it before anything is changed.
    /// </summary>
    internal bool ApproveRemoval(string sentence, bool force)
    {
        // The shell prompts by itself, or the user disabled confirmation.
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

    // The caller observes a faulted task, so that it gets the exception itself and not an AggregateException.
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
