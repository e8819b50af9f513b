using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Files;
using CompassOps.Reports;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary><c>Export-CompassReport</c>: writes an HTML page about heartbeats and maintenance windows.</summary>
[Cmdlet(VerbsData.Export, "CompassReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCompassReportCommand : ServiceCmdlet
{
    private const int DaysBefore = 2;
    private const int DaysAfter = 12;

    private OutputFile _output = null!;

    /// <summary>The file to write. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Includes all teams that the user can see.</summary>
    [Parameter]
    public SwitchParameter AllTeams { get; set; }

    /// <summary>The teams to include. Default: the default team of the connection.</summary>
    [Parameter]
    [TeamIdTransformation(AllowsSeveral = true)]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? TeamId { get; set; }

    /// <summary>The start of the timeline. A value without an offset is local time.</summary>
    [Parameter]
    [InstantTransformation]
    public DateTimeOffset? From { get; set; }

    /// <summary>The end of the timeline. A value without an offset is local time.</summary>
    [Parameter]
    [InstantTransformation]
    public DateTimeOffset? To { get; set; }

    /// <summary>The heading of the page.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = Messages.ReportTitle;

    /// <summary>Opens the page in the browser.</summary>
    [Parameter]
    public SwitchParameter Show { get; set; }

    /// <summary>Returns the file that the cmdlet wrote.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Also overwrites a read-only file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Does not overwrite an existing file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveReportTeam);
        RefuseEmpty(nameof(From), From, Messages.ForDefault);
        RefuseEmpty(nameof(To), To, Messages.ForDefault);
        RefuseEmpty(nameof(Title), Title, Messages.ForDefault);
        if (AllTeams && TeamId is not null)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.TeamAndAllTeams);
        }

        _output = new OutputFile(this, Path, NoClobber);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        (DateTimeOffset from, DateTimeOffset to) = Range();
        if (!Approve(Messages.WriteReport(_output.Path)))
        {
            return;
        }

        if (new ReportReader(this).Read(Teams(), from, to, Title) is not { } data)
        {
            ThrowFailure(ErrorIds.NothingWritten, ErrorCategory.ReadError, Messages.ReportNotWritten(_output.Path), _output.Path);
            return;
        }

        _output.Write(_ => Encoding.UTF8.GetBytes(ReportPage.Write(data)), Force);
        if (Show && FileOpener.Open(_output.Path) is { } reason)
        {
            WriteWarning(Messages.ReportNotOpened(_output.Path, reason));
        }

        if (PassThru)
        {
            _output.PassThru();
        }
    }

    private IReadOnlyCollection<Team> Teams()
    {
        if (AllTeams)
        {
            return TeamLists.VisibleTeams(this);
        }

        string[] ids = TeamId ?? new[] { Service.TeamId ?? "" };
        if (ids[0].Length == 0)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.ReportWithoutTeam(Service.Name));
        }

        return ids.Select(team => TeamLookup.ResolveOrEnd(this, team)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(id => new Team { TeamId = id, TeamName = TeamNames.Find(id, Service) }).ToArray();
    }

    private (DateTimeOffset From, DateTimeOffset To) Range()
    {
        try
        {
            TimeSpan length = TimeSpan.FromDays(DaysBefore + DaysAfter);
            DateTimeOffset from = From ?? (To is { } end ? end - length : Midnight(-DaysBefore));
            DateTimeOffset to = To ?? (From is null ? Midnight(DaysAfter) : from + length);
            // The timeline also converts times shortly before its start and after its end. AddDays throws if .NET does not support these
            // times.
            _ = (from.AddDays(-2), to.AddDays(2));
            if (from >= to)
            {
                ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.IntervalReversed);
            }

            return (from, to);
        }
        catch (ArgumentOutOfRangeException)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.ReportOutOfCalendar);
            throw;
        }
    }

    private DateTimeOffset Midnight(int days)
    {
        DateTime date = Service.Now.ToLocalTime().Date.AddDays(days);
        return new DateTimeOffset(date, TimeZoneInfo.Local.GetUtcOffset(date));
    }
}
