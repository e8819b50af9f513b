using System;
using System.Collections;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
#if NET
using System.Globalization;
using System.Linq;
using CompassOps.Sandbox;
using CompassOps.Sandboxes;
#endif

namespace CompassOps.Commands;

/// <summary><c>Add-CompassSandboxFault</c>: injects a fault into a sandbox, such as an error, a delay or a lost response.</summary>
[Cmdlet(VerbsCommon.Add, "CompassSandboxFault", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType("CompassOps.Sandbox.SandboxFault")]
public sealed class AddCompassSandboxFaultCommand : SandboxCmdlet
{
    /// <summary>
    /// Limits the fault to the requests of a cmdlet, such as New-CompassHeartbeat, or of an operation, such as CreateHeartbeat. The name of
    /// an operation can contain wildcards.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SandboxOperationCompleter))]
    public string? Operation { get; set; }

    /// <summary>Limits the fault to requests with this HTTP method.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Method { get; set; }

    /// <summary>Limits the fault to requests whose path matches this wildcard pattern.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The kind of fault. Default: Status if -Status is specified, or Delay if only -Delay is specified.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WordTransformation]
    [ArgumentCompleter(typeof(SandboxFaultKindCompleter))]
    public string? Kind { get; set; }

    /// <summary>The HTTP status of the response.</summary>
    [Parameter]
    [ValidateRange(200, 599)]
    public int Status { get; set; }

    /// <summary>Headers of the response, such as @{ 'Retry-After' = '2' }.</summary>
    [Parameter]
    public IDictionary? Header { get; set; }

    /// <summary>The body of the response.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Body { get; set; }

    /// <summary>
    /// The delay of the response, such as 0.5s. For the kind SlowDrip, the pause after each byte. For the kind Refuse, the time for which
    /// the port stays closed.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Delay { get; set; }

    /// <summary>The number of times that the fault occurs. Default: the fault occurs until Clear-CompassSandboxFault removes it.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; }

    /// <summary>Limits the fault to every nth matching request. For example, 3 means every third matching request.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Every { get; set; } = 1;

    /// <summary>The probability that the fault occurs for a matching request: more than 0 and at most 1.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double Probability { get; set; } = 1;

    /// <summary>The seed of the random numbers for -Probability. The same seed results in the same sequence of faults.</summary>
    [Parameter]
    public int Seed { get; set; }

    /// <summary>The number of matching requests before the fault can occur.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

#if NET
    private protected override void Process(SandboxServer server)
    {
        SandboxFaultKind kind = FaultKind();
        if (Approve(Messages.InjectFault($"{kind}", server.Id)))
        {
            WriteObject(server.AddFault(new SandboxFault
            {
                Operation = Operation is null ? null : SandboxOperations.Of(Operation),
                Method = Method ?? (Operation is null ? null : SandboxOperations.MethodOf(Operation)),
                PathPattern = Path,
                Kind = kind,
                Status = IsTyped(nameof(Status)) ? Status : null,
                Headers = Header?.Cast<DictionaryEntry>().ToDictionary(Text, entry => System.Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? ""),
                Body = Body,
                Delay = Delay,
                Count = IsTyped(nameof(Count)) ? Count : null,
                Every = Every,
                Probability = IsTyped(nameof(Probability)) ? Probability : null,
                Seed = IsTyped(nameof(Seed)) ? Seed : null,
                Skip = Skip,
            }));
        }
    }

    private static string Text(DictionaryEntry entry) => System.Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";

    private SandboxFaultKind FaultKind()
    {
        if (Kind is null)
        {
            return IsTyped(nameof(Status)) ? SandboxFaultKind.Status
                : Delay is not null ? SandboxFaultKind.Delay
                : throw new CompassArgumentException(Messages.FaultKindMissing, nameof(Kind));
        }

        // Enum.Parse also accepts numbers, but -Kind accepts only names.
        return Enum.GetNames<SandboxFaultKind>().Contains(Kind, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<SandboxFaultKind>(Kind, ignoreCase: true)
            : throw new CompassArgumentException(Messages.FaultKindUnknown(Kind, Enum.GetNames<SandboxFaultKind>()), nameof(Kind));
    }
#endif
}
