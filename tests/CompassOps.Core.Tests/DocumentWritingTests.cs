using System;
using System.Linq;
using System.Text;

namespace CompassOps.Core.Tests;

/// <summary>Checks the text of declaration files that the library writes.</summary>
public sealed class DocumentWritingTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 6, 2, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Write_Everything_IsSortedAndOmitsDefaults()
    {
        DeclaredMaintenance late = DeclaredMaintenance.Once("Router", [new MaintenanceRule("disabled", "integration", "e1")], Start.AddDays(1), Start.AddDays(1).AddHours(2));
        DeclaredMaintenance early = DeclaredMaintenance.Once("Disk", [new MaintenanceRule("noMaintenance", "policy", "p<1>")], Start.ToUniversalTime(), Start.AddMilliseconds(1500));
        DeclaredTeam shop = new("t2", [
            new DeclaredHeartbeat { Name = "b", Interval = 5, IntervalUnit = "hours", Enabled = false, Description = "Zoë's\nline", AlertMessage = "late", AlertTags = ["x", "a", "x"], AlertPriority = "P1" },
            new DeclaredHeartbeat { Name = "a" },
        ])
        { TeamName = "Shop", Maintenance = [late, early] };

        string text = Encoding.UTF8.GetString(OperationsDocument.Write([shop, new DeclaredTeam("t1", null)], "schema.json", [late]));

        Assert.Equal(
            """
            {
              "$schema": "schema.json",
              "teams": [
                {
                  "teamId": "t1"
                },
                {
                  "teamId": "t2",
                  "teamName": "Shop",
                  "heartbeats": [
                    {
                      "name": "a",
                      "interval": 1,
                      "intervalUnit": "minutes",
                      "enabled": true,
                      "alertPriority": "P3"
                    },
                    {
                      "name": "b",
                      "description": "Zoë's\nline",
                      "interval": 5,
                      "intervalUnit": "hours",
                      "enabled": false,
                      "alertMessage": "late",
                      "alertTags": [
                        "a",
                        "x"
                      ],
                      "alertPriority": "P1"
                    }
                  ],
                  "maintenance": [
                    {
                      "description": "Disk",
                      "start": "2026-12-06T01:00:00Z",
                      "end": "2026-12-06T02:00:01.5+01:00",
                      "rules": [
                        {
                          "state": "noMaintenance",
                          "entity": {
                            "type": "policy",
                            "id": "p<1>"
                          }
                        }
                      ]
                    },
                    {
                      "description": "Router",
                      "start": "2026-12-07T02:00:00+01:00",
                      "end": "2026-12-07T04:00:00+01:00",
                      "rules": [
                        {
                          "state": "disabled",
                          "entity": {
                            "type": "integration",
                            "id": "e1"
                          }
                        }
                      ]
                    }
                  ]
                }
              ],
              "global": {
                "maintenance": [
                  {
                    "description": "Router",
                    "start": "2026-12-07T02:00:00+01:00",
                    "end": "2026-12-07T04:00:00+01:00",
                    "rules": [
                      {
                        "state": "disabled",
                        "entity": {
                          "type": "integration",
                          "id": "e1"
                        }
                      }
                    ]
                  }
                ]
              }
            }

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Write_Nothing_DeclaresNoTeams()
    {
        Assert.Equal("{\n  \"teams\": []\n}\n", Encoding.UTF8.GetString(OperationsDocument.Write([], null)));
        Assert.Equal("{\n  \"global\": {\n    \"maintenance\": []\n  }\n}\n", Encoding.UTF8.GetString(OperationsDocument.Write([], null, [])));
    }

    [Theory]
    [InlineData("""{"teams":[]}""", true)]
    [InlineData("""{"global":5}""", true)]
    [InlineData("\uFEFF{\"teams\":[]}", true)]
    [InlineData("""{"heartbeats":[]}""", false)]
    [InlineData("""["teams"]""", false)]
    [InlineData("""{"teams":[]""", false)]
    [InlineData("", false)]
    public void IsDeclaration_ReturnsTrueOnlyForAnObjectWithAListOfADeclaration(string content, bool expected) =>
        Assert.Equal(expected, OperationsDocument.IsDeclaration(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void FromRows_Rows_AreGroupedByTeam()
    {
        OperationsDocument document = OperationsDocument.FromRows([Row(1, "T1", "a"), Row(2, "t2", "a"), Row(3, "t1", "A")], []);

        Assert.Equal(["T1: a, A", "t2: a"], document.Teams.Select(static team => $"{team.TeamId}: {string.Join(", ", team.Heartbeats!.Select(static one => one.Name))}"));
        Assert.Null(document.GlobalMaintenance);
        Assert.Empty(document.Maintenance);
        document.CheckWords([]);
    }

    [Fact]
    public void FromRows_Mistakes_AreReportedTogetherInTheOrderOfRows()
    {
        DocumentProblem unreadable = new(DocumentPlace.OfRow(2), "heartbeat 'x'", "The heartbeat has no interval, so it cannot be declared.");

        DocumentException wrong = Assert.Throws<DocumentException>(() => OperationsDocument.FromRows([Row(1, "t", "a"), Row(3, "T", "a"), Row(4, "u", "a")], [unreadable]));

        Assert.Equal(
            "The declaration contains 2 mistakes, so nothing was compared or changed.\n"
            + "(1) row 2: heartbeat 'x': The heartbeat has no interval, so it cannot be declared.\n"
            + "(2) row 3: The heartbeat 'a' is declared twice in this team, first in row 1. Remove one of the two.",
            wrong.Message);
    }

    [Fact]
    public void FromRows_UnknownWords_AreMistakesUnlessTheServiceUsesThem()
    {
        DeclaredHeartbeat odd = new() { Name = "a", IntervalUnit = "moons", AlertPriority = "P7" };
        OperationsDocument document = OperationsDocument.FromRows([new DeclaredRow(1, "t", odd)], []);

        document.CheckWords([new Heartbeat { IntervalUnit = "Moons", AlertPriority = "p7" }]);
        DocumentException wrong = Assert.Throws<DocumentException>(() => document.CheckWords([new Heartbeat { IntervalUnit = "Moons" }]));
        Assert.Equal("row 1: 'P7' is not a priority. Specify P1, P2, P3, P4 or P5.", Assert.Single(wrong.Problems).ToString());
        wrong = Assert.Throws<DocumentException>(() => document.CheckWords([]));
        Assert.Equal(["'moons' is not a unit of an interval. Specify minutes, hours or days.", "'P7' is not a priority. Specify P1, P2, P3, P4 or P5."], wrong.Problems.Select(static problem => problem.Message));
    }

    [Fact]
    public void Of_Heartbeat_OmitsTheDefaultsOfTheService()
    {
        DeclaredHeartbeat plain = DeclaredHeartbeat.Of(new Heartbeat { Name = "a", Interval = 3, IntervalUnit = "Days", Description = "", AlertMessage = "a is expired", AlertPriority = " " });

        Assert.Equal(("a", 3, "days", true, null, null, "P3"), (plain.Name, plain.Interval, plain.IntervalUnit, plain.Enabled, plain.Description, plain.AlertMessage, plain.AlertPriority));
        Assert.Null(DeclaredHeartbeat.Of(new Heartbeat { Name = "a", Interval = 3, IntervalUnit = "days", AlertMessage = "HeartbeatName is expired" }).AlertMessage);
        DeclaredHeartbeat full = DeclaredHeartbeat.Of(new Heartbeat { Name = "a", Interval = 3, IntervalUnit = "days", Enabled = false, Description = "d", AlertMessage = "late", AlertPriority = "p1", AlertTags = ["x"] });
        Assert.Equal((false, "d", "late", "P1", "x"), (full.Enabled, full.Description, full.AlertMessage, full.AlertPriority, full.AlertTags.Single()));
        Assert.Equal("The heartbeat has no interval, so it cannot be declared. Specify an interval.", Assert.Throws<CompassArgumentException>(() => DeclaredHeartbeat.Of(new Heartbeat { Name = "a" })).Message);
    }

    private static DeclaredRow Row(int number, string teamId, string name) => new(number, teamId, new DeclaredHeartbeat { Name = name, Interval = 1 });
}
