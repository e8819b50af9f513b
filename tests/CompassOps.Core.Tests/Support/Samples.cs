namespace CompassOps.Core.Tests.Support;

/// <summary>Contains responses from the API documentation, and valid requests.</summary>
internal static class Samples
{
    public const string Heartbeat = """
        {
          "name": "Service Heartbeat", "description": "Heartbeat for checking service health", "interval": 5, "intervalUnit": "Days",
          "enabled": true, "status": "Responsive", "ownerTeamId": "4b26961a-a837-49d2-a1fe-0973013e3c3b",
          "alertMessage": "Service does not respond", "alertTags": ["HighPriority", "Database"], "alertPriority": "P2"
        }
        """;

    public const string Maintenance = """
        {
          "id": "0762db96-f795-4246-90be-edd295af8fca", "status": "cancelled", "description": "Maintenance Plan",
          "startDate": "2023-12-11T11:37:40.501Z", "endDate": "2023-12-11T11:42:40.501Z",
          "rules": [{ "state": "disabled", "entity": { "id": "51e9e162-767b-47a6-a00a-4cd8b6f94829", "type": "integration" } }]
        }
        """;

    public const string Pong = """{"message": "PONG - Heartbeat received"}""";

    public const string NoValues = """{"values": []}""";

    public static HeartbeatCreate NewHeartbeat(string name = "Service Heartbeat") => new()
    {
        Name = name,
        Interval = 5,
        IntervalUnit = "days",
        Description = "Heartbeat for checking service health",
    };

    public static MaintenanceCreate NewMaintenance(string? description = "Maintenance Plan") => new()
    {
        Description = description,
        StartDate = new System.DateTimeOffset(2023, 12, 11, 11, 37, 40, 501, System.TimeSpan.Zero),
        EndDate = new System.DateTimeOffset(2023, 12, 11, 11, 42, 40, 501, System.TimeSpan.Zero),
        Rules = [new MaintenanceRule("disabled", "integration", "51e9e162-767b-47a6-a00a-4cd8b6f94829")],
    };
}
