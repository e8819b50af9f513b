using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Cmdlets;
using CompassOps.Files;

namespace CompassOps.Commands;

/// <summary>
/// <c>Sync-CompassHeartbeat</c>: makes the heartbeats of teams what files declare. Everything is asked for before anything is done.
/// What is missing comes first and what is to go last, and goes only where nothing of its team has failed, so that no job is ever
/// without its heartbeat; whatever has been left undone, the next run does.
/// </summary>
[Cmdlet(VerbsData.Sync, "CompassHeartbeat", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[OutputType(typeof(HeartbeatSyncResult))]
public sealed class SyncCompassHeartbeatCommand : BulkCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private readonly HashSet<string> _failedTeams = new(StringComparer.Ordinal);
    private DeclaredFiles _files = null!;

    /// <summary>The files that declare the heartbeats; wildcards are resolved. Several files are one declaration: a team stands in one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = null!;

    /// <summary>The files, by paths that are taken as they are; also what Get-ChildItem pipes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = null!;

    /// <summary>Removes the heartbeats of the declared teams that are not declared themselves.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>Does not ask before it removes.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _files = new DeclaredFiles(this, Await, StopToken);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByLiteralPath)
        {
            _files.AddLiteral(LiteralPath);
        }
        else
        {
            _files.Add(Path);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!_files.IsEmpty)
        {
            HeartbeatStep[] steps = Steps(_files.Read(), Prune).Where(step => step.Action != HeartbeatAction.Unmanaged).ToArray();
            HeartbeatStep[] approved = Array.FindAll(steps, IsApproved);
            foreach (HeartbeatStep? step in approved.Where(step => step.Action != HeartbeatAction.Remove))
            {
                Start(step);
            }

            CompleteStarted();
            foreach (HeartbeatStep? step in approved.Where(step => step.Action == HeartbeatAction.Remove))
            {
                if (_failedTeams.Contains(step.TeamId))
                {
                    WriteObject(Result(step, HeartbeatSyncResult.Skipped, "Something else of the team has failed, and nothing is removed until all is there."));
                }
                else
                {
                    Start(step);
                }
            }
        }

        base.EndProcessing();
    }

    /// <inheritdoc />
    private protected override void AfterFailure(object target)
    {
        HeartbeatSyncResult failed = (HeartbeatSyncResult)target;
        _failedTeams.Add(failed.TeamId);
        WriteObject(failed);
    }

    private bool IsApproved(HeartbeatStep step)
    {
        bool approved = step.Action == HeartbeatAction.Remove ? ApproveRemoval($"{step}", Force) : Approve($"{step}");
        if (!approved && !IsWhatIf)
        {
            WriteObject(Result(step, HeartbeatSyncResult.Skipped, "It was not confirmed."));
        }

        return approved;
    }

    /// <inheritdoc />
    private protected override string DescribeTarget(object target) => $"Heartbeat '{((HeartbeatSyncResult)target).Name}'";

    private void Start(HeartbeatStep step) =>
        Run(Result(step, HeartbeatSyncResult.Failed, "See the error."), async token =>
        {
            await DoAsync(step, token).ConfigureAwait(false);
            return Result(step, HeartbeatSyncResult.Done, null);
        });

    private async Task DoAsync(HeartbeatStep step, CancellationToken token)
    {
        if (step.Create is { } create)
        {
            await Client.CreateHeartbeatAsync(step.TeamId, create, Observer, token).ConfigureAwait(false);
        }
        else if (step.Patch is { } patch)
        {
            await Client.UpdateHeartbeatAsync(step.TeamId, step.Name, patch, Observer, token).ConfigureAwait(false);
        }
        else
        {
            try
            {
                await Client.DeleteHeartbeatAsync(step.TeamId, step.Name, Observer, token).ConfigureAwait(false);
            }
            catch (CompassApiException failure) when (failure.Kind == CompassErrorKind.NotFound)
            {
                // Somebody else has removed it since it was listed: that is what was wanted.
            }
        }
    }

    private static HeartbeatSyncResult Result(HeartbeatStep step, string status, string? reason) => new()
    {
        Action = step.Action,
        Name = step.Name,
        TeamId = step.TeamId,
        Property = step.Differences.Where(difference => difference.Property is not null).Select(difference => difference.Property!).ToArray(),
        Status = status,
        Reason = reason,
    };
}
