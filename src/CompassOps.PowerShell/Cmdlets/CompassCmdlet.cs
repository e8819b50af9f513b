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
/// What all cmdlets of the module share: one token that everything awaits and that Ctrl+C cancels, the one bridge from cmdlet to task,
/// and which parameters were typed rather than piped.
/// </summary>
public abstract class CompassCmdlet : PSCmdlet, IDisposable
{
    private const string Caption = "CompassOps";

    private readonly CancellationTokenSource _stop = new();

    // Null where nothing is piped: then all there is was typed.
    private HashSet<string>? _typed;
    private RequestLog? _log;
    private WaitNotice? _waitNotice;
    private bool? _approvedUnasked;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Cancelled by Ctrl+C.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>Who hears of each request, where somebody listens.</summary>
    internal IRequestObserver? Observer => _log;

    /// <summary>Ends what the cmdlet still holds. The shell calls it however the pipeline ended.</summary>
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

        // With -Debug alone, the shell asks the user before it shows a verbose message.
        bool verbose = (IsBound("Verbose") || !(debug && IsBound("Debug"))) && IsOn("Verbose", "VerbosePreference");
        _log = new RequestLog(debug, verbose);
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Ends what a derived cmdlet holds.</summary>
    /// <param name="disposing">True where called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    /// <summary>Whether a parameter was given on the command line, not by the pipeline.</summary>
    private protected bool IsTyped(string parameter) => _typed?.Contains(parameter) ?? IsBound(parameter);

    /// <summary>Whether a parameter has a value for the current item, from wherever.</summary>
    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>
    /// Waits for a task on the pipeline's thread, the only place where that is done; writes meanwhile what <c>-Verbose</c> shows.
    /// </summary>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline.</exception>
    internal T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>As the other, for a task without a result.</summary>
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
    /// Whether a long wait before another attempt is reported while it lasts. False where a clean-up follows, because writing may throw.
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

    /// <summary>Writes what <c>-Verbose</c> and <c>-Debug</c> show of the requests so far.</summary>
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

    /// <summary>Refuses an explicit null or nothing: an unset variable must not mean the default, least of all everybody.</summary>
    private protected void RefuseEmpty(string parameter, object? value, string hint)
    {
        if (IsTyped(parameter) && IsEmpty(value))
        {
            ThrowFailure(ErrorIds.EmptyArgument, ErrorCategory.InvalidArgument, Messages.EmptyArgument(parameter, hint));
        }
    }

    /// <summary>
    /// Refuses a null that comes down the pipe, as an error of its own: an unset variable must not mean the default, nor everything.
    /// </summary>
    /// <param name="parameter">The parameter that the pipe is for.</param>
    /// <param name="value">What it has been given.</param>
    /// <returns>True where it was refused.</returns>
    private protected bool RefuseNothing(string parameter, object? value)
    {
        bool isNothing = MyInvocation.ExpectingInput && !IsTyped(parameter) && IsEmpty(value);
        if (isNothing)
        {
            WriteError(ErrorRecords.Make(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.PipedNull, null));
        }

        return isNothing;
    }

    /// <summary>Asks as <c>-WhatIf</c> and <c>-Confirm</c> want it; with <c>-Force</c> only those two, given explicitly, hold it back.</summary>
    /// <param name="sentence">What will happen, as a sentence that names the thing and the team.</param>
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
    /// Whether the approval of something of low impact is certain: nobody wants the plan, or a question, or a word about it. The shell would come to the
    /// same for each item anew.
    /// </summary>
    private protected bool IsApprovedUnasked => _approvedUnasked ??= _log?.WantsAttempts != true && !IsBound("Confirm") && !IsWhatIf
        && LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference) && preference != ConfirmImpact.Low;

    /// <summary>
    /// Asks for a removal as a cmdlet does whose impact is high, in a cmdlet whose other deeds are not: the shell asks for both alike.
    /// To be called before anything is changed.
    /// </summary>
    internal bool ApproveRemoval(string sentence, bool force)
    {
        // Where the shell asks by itself, or was told not to ask, there is nothing left to ask.
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

    /// <summary>Whether this is <c>-WhatIf</c>: the plan alone.</summary>
    internal bool IsWhatIf => IsOn("WhatIf", "WhatIfPreference");

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        string[] texts => texts.Length == 0 || Array.Exists(texts, string.IsNullOrWhiteSpace),
        Array array => array.Length == 0,
        _ => false,
    };

    // A faulted task is left for the caller, who sees the exception itself, not the wrapping of Task.Wait.
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
