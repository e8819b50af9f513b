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

/// <summary>The base class of all cmdlets. Ctrl+C cancels the tasks that a cmdlet waits for.</summary>
public abstract class CompassCmdlet : PSCmdlet, IDisposable
{
    private const string Caption = "CompassOps";
    private const string TeamIdParameter = "TeamId";
    private const string GlobalParameter = "Global";
    private const string AllTeamsParameter = "AllTeams";

    // The pairs of parameters of which a cmdlet accepts only one.
    private static readonly (string One, string Other)[] Contradictions =
    {
        (TeamIdParameter, GlobalParameter), (TeamIdParameter, AllTeamsParameter), (GlobalParameter, AllTeamsParameter),
    };

    private readonly CancellationTokenSource _stop = new();

    // The parameters on the command line. Null if nothing is piped, because all bound parameters are from the command line in this case.
    private HashSet<string>? _typed;
    private RequestLog? _log;
    private WaitNotice? _waitNotice;
    private bool? _approvedUnasked;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The token that Ctrl+C cancels.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>Records each request for the verbose and debug streams of PowerShell.</summary>
    internal IRequestObserver? Observer => _log;

    /// <summary>
    /// Releases the resources of the cmdlet. PowerShell calls this method at the end of each pipeline, also after an error.
    /// </summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        DropContradictedDefaults();
        if (MyInvocation.ExpectingInput)
        {
            _typed = new HashSet<string>(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
        }

        bool debug = IsOn("Debug", "DebugPreference");

        // If -Debug is specified without -Verbose, PowerShell prompts before each verbose message. Therefore the cmdlet writes none in this case.
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

    /// <summary>Whether the user specified a parameter on the command line. Values from the pipeline do not count.</summary>
    private protected bool IsTyped(string parameter) => _typed?.Contains(parameter) ?? IsBound(parameter);

    /// <summary>Whether a parameter has a value from the command line or from the pipeline.</summary>
    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Waits for a task on the pipeline thread. Until the task ends, writes the recorded requests and notices about long waits.</summary>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline.</exception>
    internal T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return task.GetAwaiter().GetResult();
    }

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
    /// Whether the cmdlet shows a notice during a long wait before a retry. A cmdlet with a clean-up step returns false, because writing
    /// the notice can throw before the clean-up.
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

    internal void ThrowFailure(string id, ErrorCategory category, string message, object? target = null) =>
        ThrowTerminatingError(ErrorRecords.Make(id, category, message, target));

    /// <summary>
    /// Throws a terminating error if a value on the command line is null or empty. Without this check, an unset variable would have the effect of
    /// an omitted parameter, such as selecting the default team.
    /// </summary>
    private protected void RefuseEmpty(string parameter, object? value, string hint)
    {
        if (IsTyped(parameter) && IsEmpty(value))
        {
            ThrowFailure(ErrorIds.EmptyArgument, ErrorCategory.InvalidArgument, Messages.EmptyArgument(parameter, hint));
        }
    }

    /// <summary>
    /// Writes an error and returns true if the piped value is null or empty. Without this check, such a value would have the effect of an omitted
    /// parameter, such as selecting the default team.
    /// </summary>
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
    /// Returns whether to carry out an action. Applies <c>-WhatIf</c> and <c>-Confirm</c>. The force parameter suppresses the prompt, but
    /// it does not override <c>-WhatIf</c> or an explicit <c>-Confirm</c>.
    /// </summary>
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
    /// Whether the cmdlet can skip ShouldProcess for actions of low impact, because <c>-WhatIf</c>, confirmation, verbose output and debug
    /// output are all off. The cmdlet reads these settings once. ShouldProcess would read the settings again for each item.
    /// </summary>
    private protected bool IsApprovedUnasked => _approvedUnasked ??= _log?.WantsAttempts != true && !IsBound("Confirm") && !IsWhatIf
        && LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference) && preference != ConfirmImpact.Low;

    /// <summary>
    /// Returns whether to remove an object. Treats the removal as an action of high impact, so the method prompts by default. The other
    /// actions of the cmdlet have a lower impact. Call this method before the first change, because it can throw a terminating error.
    /// </summary>
    internal bool ApproveRemoval(string sentence, bool force)
    {
        // Do not prompt here if ShouldProcess prompts, if the user disabled prompts, or with -WhatIf.
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
        catch (Exception exception) when (exception is InvalidOperationException or HostException or NullReferenceException)
        {
            // If standard input is closed, PowerShell throws a NullReferenceException.
            ThrowFailure(ErrorIds.ConfirmationNeeded, ErrorCategory.PermissionDenied, Messages.ConfirmationNeeded(sentence));
            throw;
        }
    }

    internal bool IsWhatIf => IsOn("WhatIf", "WhatIfPreference");

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        string[] texts => texts.Length == 0 || Array.Exists(texts, string.IsNullOrWhiteSpace),
        Array array => array.Length == 0,
        _ => false,
    };

    // Ignores the exception of a failed task. The caller gets the exception from the task itself, without an AggregateException around it.
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

    private void DropContradictedDefaults()
    {
        object? defaults = GetVariableValue(DefaultValues.Variable);
        foreach ((string one, string other) in Contradictions)
        {
            if (DefaultValues.DropContradicted(MyInvocation, defaults, one, other) is { } dropped)
            {
                GetType().GetProperty(dropped)!.SetValue(this, dropped == TeamIdParameter ? null : new SwitchParameter(false));
            }
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
