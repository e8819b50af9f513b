using System;
using System.Linq;
using CompassOps.Core.Tests.Support;
using CompassOps.Reports;

namespace CompassOps.Core.Tests;

/// <summary>Checks the complete text of a report page with heartbeats and windows in all statuses.</summary>
public sealed class ReportTextTests
{
    private static readonly DateTimeOffset Now = new(2031, 3, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_report_with_every_state_has_the_expected_text()
    {
        string page = Html.WithCharacters(ReportPage.Write(Data()));

        Assert.Equal(Expected.ReplaceLineEndings("\n").Split('\n'), Lines(page));
    }

    [Theory]
    [InlineData(0, "1 min")]
    [InlineData(29.6, "1 min")]
    [InlineData(90.1, "2 min")]
    [InlineData(3600, "1 h")]
    [InlineData(3660, "1 h 1 min")]
    [InlineData(86_400, "1 day")]
    [InlineData(90_060, "1 day 1 h")]
    [InlineData(180_000, "2 days 2 h")]
    public void A_duration_is_shown_in_its_two_largest_units(double seconds, string text)
    {
        Maintenance window = new() { Id = "w", Status = "past", StartDate = Now, EndDate = Now.AddSeconds(seconds) };
        string page = ReportPage.Write(new ReportData { Now = Now, From = Now.AddDays(-1), To = Now.AddDays(1), GlobalMaintenances = [window] });

        Assert.Contains(seconds > 0 ? $"<td>{text}<td><td class=\"id\">w" : "<td><td><td class=\"id\">w", page, StringComparison.Ordinal);
    }

    private static ReportData Data() => new()
    {
        Title = "Operations",
        Source = "acme",
        Now = Now,
        From = Now.AddDays(-1),
        To = Now.AddDays(2),
        Problems = ["Team Bank: no access"],
        GlobalMaintenances = [Window("g1", "cancelled", -4, -2, null), Window("g2", "suspended", 30, 60, "Core switch")],
        Teams =
        [
            new ReportTeam
            {
                TeamId = "t1",
                TeamName = "Shop",
                Heartbeats =
                [
                    .. Enumerable.Range(1, 9).Select(static number => Beat($"silent {number}", "Unresponsive", "P2")),
                    new Heartbeat { Name = "urgent", Status = "unresponsive", AlertPriority = "P1", AlertMessage = "late", AlertTags = ["db", "prod"], Description = "Invoices", Interval = 1, IntervalUnit = "days" },
                    Beat("off", "Off", null),
                    Beat("disabled", "Responsive", "P3", enabled: false),
                    Beat("new", "Pending", "P3"),
                    Beat("fine", "Responsive", "P3", unit: "fortnights"),
                    Beat("odd", "Sleeping", "P3"),
                    new Heartbeat { Name = "none", Status = " " },
                ],
                Maintenances =
                [
                    Window("a", "active", -3, 5, "Router upgrade"),
                    Window("b", "planned", 4, 6, "Disk swap with a long name that does not fit"),
                    Window("c", "past", -30, -20, "Last night"),
                    Window("d", "active", -50, -1, "Overdue"),
                ],
            },
            new ReportTeam { TeamId = "t2" },
        ],
    };

    private static Heartbeat Beat(string name, string status, string? priority, bool enabled = true, string unit = "minutes") =>
        new() { Name = name, Status = status, Enabled = enabled, Interval = 90, IntervalUnit = unit, AlertPriority = priority };

    private static Maintenance Window(string id, string status, int fromHours, int toHours, string? description) => new()
    {
        Id = id,
        Status = status,
        Description = description,
        StartDate = Now.AddHours(fromHours),
        EndDate = Now.AddHours(toHours),
        Rules = [new MaintenanceRule("disabled", "integration", "e1"), new MaintenanceRule("noMaintenance", "policy", "p1")],
    };

    // Returns the lines of the page without the style sheet, with one HTML element on each line.
    private static string[] Lines(string page)
    {
        int style = page.IndexOf("<style>", StringComparison.Ordinal);
        int end = page.IndexOf("</style>", StringComparison.Ordinal);
        Assert.True(end - style > 500);
        return page.Remove(style, end - style).Replace("><", ">\n<", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
    }

    private const string Expected = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Operations</title>
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline'">
        </style>
        </head>
        <body>
        <header>
        <h1>Operations</h1>
        <p>As of Fri 28 Mar 2031, 12:00 +00:00 (UTC), acme: 2 teams, 16 heartbeats, 6 maintenance windows.</p>
        <div class="problems" role="note">
        <strong>This page is incomplete.</strong>
        <ul>
        <li>Team Bank: no access</li>
        </ul>
        </div>
        </header>
        <main>
        <section aria-label="Now" class="cards">
        <div class="card silent">
        <h2>
        <span class="number">10</span> Unresponsive now</h2>
        <p>A scheduled job sends pings to its heartbeat. No ping arrived in time from these jobs:</p>
        <ul>
        <li>
        <strong>urgent</strong>
        <span class="tag">P1</span> Shop, ping expected every 1 day</li>
        <li>
        <strong>silent 1</strong>
        <span class="tag">P2</span> Shop, ping expected every 1 h 30 min</li>
        <li>
        <strong>silent 2</strong>
        <span class="tag">P2</span> Shop, ping expected every 1 h 30 min</li>
        <li>
        <strong>silent 3</strong>
        <span class="tag">P2</span> Shop, ping expected every 1 h 30 min</li>
        <li>
        <strong>silent 4</strong>
        <span class="tag">P2</span> Shop, ping expected every 1 h 30 min</li>
        <li>
        <strong>silent 5</strong>
        <span class="tag">P2</span> Shop, ping expected every 1 h 30 min</li>
        <li>
        <strong>silent 6</strong>
        <span class="tag">P2</span> Shop, ping expected every 1 h 30 min</li>
        <li>
        <strong>silent 7</strong>
        <span class="tag">P2</span> Shop, ping expected every 1 h 30 min</li>
        <li>and 2 more in the tables below</li>
        </ul>
        </div>
        <div class="card active">
        <h2>
        <span class="number">2</span> Muted now</h2>
        <p>These maintenance windows mute alerts:</p>
        <ul>
        <li>
        <strong>Overdue</strong> Shop, until Fri 28 Mar 2031, 11:00 +00:00<div class="id">mutes integration e1; leaves policy p1 as it is</div>
        </li>
        <li>
        <strong>Router upgrade</strong> Shop, until Fri 28 Mar 2031, 17:00 +00:00 (5 h left)<div class="id">mutes integration e1; leaves policy p1 as it is</div>
        </li>
        </ul>
        </div>
        <div class="card off">
        <h2>
        <span class="number">3</span> Not watched</h2>
        <p>If one of these jobs fails, no alert is raised, because its heartbeat is disabled or has never received a ping.</p>
        <ul>
        <li>
        <strong>disabled</strong> Shop, Disabled</li>
        <li>
        <strong>new</strong> Shop, Never pinged</li>
        <li>
        <strong>off</strong> Shop, Disabled</li>
        </ul>
        </div>
        </section>
        <section aria-labelledby="windows">
        <h2 id="windows">Maintenance windows</h2>
        <p>A maintenance window mutes alerts during planned work. Period shown: Thu 27 Mar 2031, 12:00 +00:00 to Sun 30 Mar 2031, 12:00 +00:00.</p>
        <p class="legend">
        <span class="active">
        <span aria-hidden="true">●</span> Active</span> <span class="planned">
        <span aria-hidden="true">◇</span> Planned</span> <span class="past">
        <span aria-hidden="true">■</span> Past</span> <span class="cancelled">
        <span aria-hidden="true">✕</span> Cancelled</span> </p>
        <div class="scroll" tabindex="0" role="region" aria-label="Timeline, scrolls sideways">
        <svg viewBox="0 0 1160 117" role="img" aria-labelledby="timeline-title timeline-text">
        <title id="timeline-title">Timeline of maintenance windows</title>
        <desc id="timeline-text">From Thu 27 Mar 2031, 12:00 +00:00 to Sun 30 Mar 2031, 12:00 +00:00. The table below lists the same windows.</desc>
        <path class="tick" d="M190 18V117"/>
        <text class="tick" x="190" y="12">12:00</text>
        <path class="tick" d="M270.8 18V117"/>
        <text class="tick" x="270.8" y="12">18:00</text>
        <path class="tick" d="M351.7 18V117"/>
        <text class="tick" x="351.7" y="12">Fri 28 Mar</text>
        <path class="tick" d="M432.5 18V117"/>
        <text class="tick" x="432.5" y="12">06:00</text>
        <path class="tick" d="M513.3 18V117"/>
        <text class="tick" x="513.3" y="12">12:00</text>
        <path class="tick" d="M594.2 18V117"/>
        <text class="tick" x="594.2" y="12">18:00</text>
        <path class="tick" d="M675 18V117"/>
        <text class="tick" x="675" y="12">Sat 29 Mar</text>
        <path class="tick" d="M755.8 18V117"/>
        <text class="tick" x="755.8" y="12">06:00</text>
        <path class="tick" d="M836.7 18V117"/>
        <text class="tick" x="836.7" y="12">12:00</text>
        <path class="tick" d="M917.5 18V117"/>
        <text class="tick" x="917.5" y="12">18:00</text>
        <path class="tick" d="M998.3 18V117"/>
        <text class="tick" x="998.3" y="12">Sun 30 Mar</text>
        <path class="tick" d="M1079.2 18V117"/>
        <text class="tick" x="1079.2" y="12">06:00</text>
        <path class="row" d="M0 33H1160"/>
        <text class="name" x="0" y="53">All teams (global)<title>All teams (global)</title>
        </text>
        <g class="cancelled">
        <title>Cancelled: Maintenance window, Fri 28 Mar 2031, 08:00 +00:00 to Fri 28 Mar 2031, 10:00 +00:00</title>
        <rect x="459.4" y="38" width="26.9" height="20" rx="3"/>
        <text x="491.4" y="52">✕ Maintenance window</text>
        </g>
        <g class="unknown">
        <title>suspended: Core switch, Sat 29 Mar 2031, 18:00 +00:00 to Mon 31 Mar 2031, 00:00 +00:00</title>
        <rect x="917.5" y="38" width="242.5" height="20" rx="3"/>
        <text x="921.5" y="52">? Core switch</text>
        </g>
        <path class="row" d="M0 63H1160"/>
        <text class="name" x="0" y="83">Shop<title>Shop</title>
        </text>
        <g class="active">
        <title>Active: Overdue, Wed 26 Mar 2031, 10:00 +00:00 to Fri 28 Mar 2031, 11:00 +00:00</title>
        <rect x="190" y="68" width="309.9" height="20" rx="3"/>
        <text x="194" y="82">● Overdue</text>
        </g>
        <g class="planned">
        <title>Planned: Disk swap with a long name that does not fit, Fri 28 Mar 2031, 16:00 +00:00 to Fri 28 Mar 2031, 18:00 +00:00</title>
        <rect x="567.2" y="68" width="26.9" height="20" rx="3"/>
        <text x="599.2" y="82">◇ Disk swap with a long name that does not fit</text>
        </g>
        <g class="past">
        <title>Past: Last night, Thu 27 Mar 2031, 06:00 +00:00 to Thu 27 Mar 2031, 16:00 +00:00</title>
        <rect x="190" y="92" width="53.9" height="20" rx="3"/>
        <text x="248.9" y="106">■ Last night</text>
        </g>
        <g class="active">
        <title>Active: Router upgrade, Fri 28 Mar 2031, 09:00 +00:00 to Fri 28 Mar 2031, 17:00 +00:00</title>
        <rect x="472.9" y="92" width="107.8" height="20" rx="3"/>
        <text x="585.7" y="106">● Router upgrade</text>
        </g>
        <path class="now" d="M513.3 30V117"/>
        <text class="now" x="513.3" y="27" text-anchor="middle">now</text>
        </svg>
        </div>
        <table class="windows">
        <caption>Every window, ordered by start</caption>
        <thead>
        <tr>
        <th scope="col">Status<th scope="col">Description<th scope="col">Team<th scope="col">Start<th scope="col">End<th scope="col">Duration<th scope="col">Effect<th scope="col">Id<tbody>
        <tr>
        <td>
        <b class="active">
        <span aria-hidden="true">●</span> Active</b>
        <th scope="row">Overdue<td>Shop<td>Wed 26 Mar 2031, 10:00 +00:00<td>Fri 28 Mar 2031, 11:00 +00:00<td>2 days 1 h<td>mutes integration e1; leaves policy p1 as it is<td class="id">d
        <tr>
        <td>
        <b class="past">
        <span aria-hidden="true">■</span> Past</b>
        <th scope="row">Last night<td>Shop<td>Thu 27 Mar 2031, 06:00 +00:00<td>Thu 27 Mar 2031, 16:00 +00:00<td>10 h<td>mutes integration e1; leaves policy p1 as it is<td class="id">c
        <tr>
        <td>
        <b class="cancelled">
        <span aria-hidden="true">✕</span> Cancelled</b>
        <th scope="row">(no description)<td>All teams (global)<td>Fri 28 Mar 2031, 08:00 +00:00<td>Fri 28 Mar 2031, 10:00 +00:00<td>2 h<td>mutes integration e1; leaves policy p1 as it is<td class="id">g1
        <tr>
        <td>
        <b class="active">
        <span aria-hidden="true">●</span> Active</b>
        <th scope="row">Router upgrade<td>Shop<td>Fri 28 Mar 2031, 09:00 +00:00<td>Fri 28 Mar 2031, 17:00 +00:00<td>8 h<td>mutes integration e1; leaves policy p1 as it is<td class="id">a
        <tr>
        <td>
        <b class="planned">
        <span aria-hidden="true">◇</span> Planned</b>
        <th scope="row">Disk swap with a long name that does not fit<td>Shop<td>Fri 28 Mar 2031, 16:00 +00:00<td>Fri 28 Mar 2031, 18:00 +00:00<td>2 h<td>mutes integration e1; leaves policy p1 as it is<td class="id">b
        <tr>
        <td>
        <b class="unknown">
        <span aria-hidden="true">?</span> suspended</b>
        <th scope="row">Core switch<td>All teams (global)<td>Sat 29 Mar 2031, 18:00 +00:00<td>Mon 31 Mar 2031, 00:00 +00:00<td>1 day 6 h<td>mutes integration e1; leaves policy p1 as it is<td class="id">g2</table>
        </section>
        <section aria-labelledby="heartbeats">
        <h2 id="heartbeats">Heartbeats by team</h2>
        <h3>Shop</h3>
        <table class="beats">
        <caption>16 heartbeats of Shop</caption>
        <thead>
        <tr>
        <th scope="col">Status<th scope="col">Name<th scope="col">Priority<th scope="col">Ping expected every<th scope="col">Description<th scope="col">Alert message<th scope="col">Tags<tbody>
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">urgent<td>P1<td>1 day<td>Invoices<td>late<td>db, prod
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">silent 1<td>P2<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">silent 2<td>P2<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">silent 3<td>P2<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">silent 4<td>P2<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">silent 5<td>P2<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">silent 6<td>P2<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">silent 7<td>P2<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">silent 8<td>P2<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="silent">
        <span aria-hidden="true">▲</span> Unresponsive</b>
        <th scope="row">silent 9<td>P2<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="unknown">
        <span aria-hidden="true">?</span> Sleeping</b>
        <th scope="row">odd<td>P3<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="unknown">
        <span aria-hidden="true">?</span> Unknown</b>
        <th scope="row">none<td>
        <td>
        <td>
        <td>
        <td>
        <tr>
        <td>
        <b class="pending">
        <span aria-hidden="true">○</span> Never pinged</b>
        <th scope="row">new<td>P3<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="ok">
        <span aria-hidden="true">✓</span> Responsive</b>
        <th scope="row">fine<td>P3<td>90 fortnights<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="off">
        <span aria-hidden="true">–</span> Disabled</b>
        <th scope="row">disabled<td>P3<td>1 h 30 min<td>
        <td>
        <td>
        <tr>
        <td>
        <b class="off">
        <span aria-hidden="true">–</span> Disabled</b>
        <th scope="row">off<td>
        <td>1 h 30 min<td>
        <td>
        <td>
        </table>
        <h3>t2</h3>
        <p>This team has no heartbeats, or this account cannot see them.</p>
        </section>
        </main>
        </body>
        </html>
        """;
}
