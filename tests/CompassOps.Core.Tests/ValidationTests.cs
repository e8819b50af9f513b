using System;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>Checks that the client sends no request for invalid arguments, and that the error contains a remedy.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void An_interval_below_one_is_refused(int interval)
    {
        Refused(() => (Samples.NewHeartbeat() with { Interval = interval }).Validate(), "Interval", "1 or more");
        Refused(() => new HeartbeatPatch { Interval = interval }.Validate(), "Interval", "1 or more");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\t")]
    public void Empty_names_units_and_tags_are_refused(string empty)
    {
        Refused(() => (Samples.NewHeartbeat() with { Name = empty }).Validate(), "Name", "The heartbeat's name is empty");
        Refused(() => (Samples.NewHeartbeat() with { IntervalUnit = empty }).Validate(), "IntervalUnit", "The interval's unit is empty");
        Refused(() => (Samples.NewHeartbeat() with { AlertTags = ["a", empty] }).Validate(), "AlertTags", "An alert tag is empty");
        Refused(() => new HeartbeatPatch { IntervalUnit = empty }.Validate(), "IntervalUnit", "The interval's unit is empty");
        Refused(() => new ListOptions { Name = empty }.Validate(), "Name", "The name to search for is empty");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_end_that_is_not_after_the_start_is_refused(int minutes)
    {
        MaintenanceCreate request = Samples.NewMaintenance();
        DateTimeOffset end = request.StartDate.AddMinutes(minutes).ToOffset(TimeSpan.FromHours(5));

        Refused(() => (request with { EndDate = end }).Validate(), "EndDate", "later end");
        Refused(() => new MaintenancePatch { StartDate = request.StartDate, EndDate = end }.Validate(), "EndDate", "later end");
        new MaintenancePatch { EndDate = end }.Validate();
    }

    [Fact]
    public void A_maintenance_without_rules_is_refused()
    {
        Refused(() => (Samples.NewMaintenance() with { Rules = [] }).Validate(), "Rules", "at least one");
        Refused(() => (Samples.NewMaintenance() with { Rules = null! }).Validate(), "Rules", "at least one");
        Refused(() => new MaintenancePatch { Rules = [] }.Validate(), "Rules", "at least one");
        Refused(() => (Samples.NewMaintenance() with { Rules = [null!] }).Validate(), "Rules", "null");
    }

    [Theory]
    [InlineData("enabled", "integration", "i", "cannot enable the integration i")]
    [InlineData("ENABLED", "Integration", "i", "cannot enable the integration i")]
    [InlineData("enabled", "sync", "i", "cannot enable the sync i")]
    [InlineData("enabled", "policy", "i", null)]
    [InlineData("noMaintenance", "integration", "i", null)]
    [InlineData("paused", "robot", "i", null)]
    [InlineData("enabled", "robot", "i", null)]
    [InlineData("", "policy", "i", "state is empty")]
    [InlineData("disabled", " ", "i", "entity type is empty")]
    [InlineData("disabled", "policy", "", "entity id is empty")]
    [InlineData(null, null, null, "empty")]
    public void Rules_must_be_complete_and_only_some_entities_can_be_enabled(string? state, string? type, string? id, string? refusal)
    {
        MaintenanceCreate request = Samples.NewMaintenance() with { Rules = [new MaintenanceRule(state!, type!, id!)] };

        if (refusal is null)
        {
            request.Validate();
        }
        else
        {
            Refused(request.Validate, "Rules", refusal);
        }
    }

    [Theory]
    [InlineData(0, 0, null, "PageSize")]
    [InlineData(1, -1, null, "Skip")]
    [InlineData(1, 0, -1, "Limit")]
    public void Invalid_list_options_are_refused(int size, int skip, int? limit, string parameter) =>
        Refused(() => new ListOptions { PageSize = size, Skip = skip, Limit = limit }.Validate(), parameter, "");

    [Theory]
    [InlineData("Description", "The description")]
    [InlineData("AlertMessage", "The alert message")]
    [InlineData("AlertPriority", "The alert priority")]
    [InlineData("AlertTags", "An alert tag")]
    [InlineData("IntervalUnit", "The interval's unit")]
    [InlineData("Name", "The heartbeat's name")]
    public void A_lone_surrogate_is_refused_in_every_text_and_a_pair_is_not(string field, string what)
    {
        Create("whole \ud83d\ude00").Validate();
        Patch("\ud83d\ude00\ud83d\ude00").Validate();
        Refused(Create("half \ud83d").Validate, field, what + " contains an incomplete Unicode character (half of a surrogate pair) at position 6");
        if (field != "Name")
        {
            Refused(Patch("\ude00\ud83d").Validate, field, what + " contains an incomplete Unicode character (half of a surrogate pair) at position 1");
        }

        HeartbeatCreate Create(string text) => field switch
        {
            "Description" => Samples.NewHeartbeat() with { Description = text },
            "AlertMessage" => Samples.NewHeartbeat() with { AlertMessage = text },
            "AlertPriority" => Samples.NewHeartbeat() with { AlertPriority = text },
            "AlertTags" => Samples.NewHeartbeat() with { AlertTags = ["a", text] },
            "IntervalUnit" => Samples.NewHeartbeat() with { IntervalUnit = text },
            _ => Samples.NewHeartbeat(text),
        };

        HeartbeatPatch Patch(string text) => field switch
        {
            "Description" => new() { Description = text },
            "AlertMessage" => new() { AlertMessage = text },
            "AlertPriority" => new() { AlertPriority = text },
            "AlertTags" => new() { AlertTags = [text] },
            _ => new() { IntervalUnit = text },
        };
    }

    [Fact]
    public void A_lone_surrogate_is_refused_in_a_windows_description_and_rules()
    {
        Refused(Samples.NewMaintenance("\ud83d").Validate, "Description", "The description contains an incomplete Unicode character");
        Refused(new MaintenancePatch { Description = "x\ud83dy" }.Validate, "Description", "The description contains an incomplete Unicode character (half of a surrogate pair) at position 2");
        Refused(new MaintenancePatch { Rules = [new MaintenanceRule("disabled", "policy", "\ud83d")] }.Validate, "Rules", "half");
        Refused(() => new ListOptions { Name = "\ud83d" }.Validate(), "Name", "half");
        new MaintenancePatch { Description = "\ud83d\ude00", Rules = Samples.NewMaintenance().Rules }.Validate();
    }

    [Fact]
    public void A_patch_is_empty_only_if_it_changes_nothing()
    {
        Assert.True(new HeartbeatPatch().IsEmpty);
        Assert.All(
            new HeartbeatPatch[]
            {
                new() { Description = "" }, new() { Interval = 1 }, new() { IntervalUnit = "days" }, new() { Enabled = false },
                new() { AlertMessage = "" }, new() { AlertTags = [] }, new() { AlertPriority = "P1" },
            },
            static patch => Assert.False(patch.IsEmpty));
        Assert.True(new MaintenancePatch().IsEmpty);
        Assert.All(
            new MaintenancePatch[]
            {
                new() { Description = "" }, new() { StartDate = DateTimeOffset.MinValue }, new() { EndDate = DateTimeOffset.MinValue },
                new() { Rules = [] },
            },
            static patch => Assert.False(patch.IsEmpty));
    }

    [Fact]
    public void Boundary_values_are_accepted()
    {
        (Samples.NewHeartbeat() with { Interval = 1 }).Validate();
        new HeartbeatPatch { Interval = 1 }.Validate();
        new ListOptions { PageSize = 1, Skip = 0, Limit = 0 }.Validate();
        Samples.NewMaintenance(null).Validate();
        MaintenanceCreate request = Samples.NewMaintenance();
        (request with { EndDate = request.StartDate.AddTicks(1) }).Validate();
    }

    [Theory]
    [InlineData("http://api.example.com/", "does not begin with https")]
    [InlineData("http://127.0.0.1.example.com/", "does not begin with https")]
    [InlineData("http://localhost.example.com/", "does not begin with https")]
    [InlineData("ftp://127.0.0.1/", "does not begin with https")]
    [InlineData("https://user:secret@example.com/", "contains a user")]
    [InlineData("https://example.com/?token=secret", "a query")]
    [InlineData("https://example.com/#x", "a fragment")]
    [InlineData("relative/", "not an absolute address")]
    public void An_unsafe_address_is_refused(string address, string says)
    {
        CompassArgumentException refusal = Refused(
            () => Make(Clients.Options(new Uri(address, UriKind.RelativeOrAbsolute))), "BaseUri", says);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080", CompassProduct.Compass, "http://localhost:8080/compass/cloud/cloud-1/ops/")]
    [InlineData("http://[::1]:8080/", CompassProduct.Compass, "http://[::1]:8080/compass/cloud/cloud-1/ops/")]
    [InlineData("http://127.1.2.3/", CompassProduct.JiraServiceManagement, "http://127.1.2.3/jsm/ops/api/cloud-1/")]
    [InlineData("https://proxy.example.com/atlassian", CompassProduct.Compass, "https://proxy.example.com/atlassian/compass/cloud/cloud-1/ops/")]
    [InlineData("https://proxy.example.com/compass/cloud/cloud-1/ops", CompassProduct.Compass, "https://proxy.example.com/compass/cloud/cloud-1/ops/")]
    [InlineData(null, CompassProduct.Compass, "https://api.atlassian.com/compass/cloud/cloud-1/ops/")]
    [InlineData(null, CompassProduct.JiraServiceManagement, "https://api.atlassian.com/jsm/ops/api/cloud-1/")]
    public void The_products_path_is_appended_to_the_root_once(string? root, CompassProduct product, string expected)
    {
        using CompassClient client = new(new CompassClientOptions
        {
            BaseUri = root is null ? null : new Uri(root),
            CloudId = Clients.CloudId,
            Product = product,
            UserName = Clients.Email,
            Token = Clients.Secure(Clients.Token),
        });

        Assert.Equal(expected, client.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public void Invalid_options_are_refused()
    {
        static CompassClientOptions With(
            string cloudId = "c", string user = "u", string token = "t", int retries = 1, double timeout = 1, double interval = 1,
            double longest = 1, long bytes = 1, string agent = "a", CompassProduct product = CompassProduct.Compass, string? proxy = null,
            bool noProxy = false, string? proxyUser = null) => new()
            {
                CloudId = cloudId,
                UserName = user,
                Token = Clients.Secure(token),
                MaximumRetryCount = retries,
                Timeout = TimeSpan.FromSeconds(timeout),
                RetryInterval = TimeSpan.FromSeconds(interval),
                MaximumRetryDelay = TimeSpan.FromSeconds(longest),
                MaximumResponseBytes = bytes,
                UserAgent = agent,
                Product = product,
                Proxy = proxy is null ? null : new Uri(proxy, UriKind.RelativeOrAbsolute),
                NoProxy = noProxy,
                ProxyCredential = proxyUser is null ? null : new System.Net.NetworkCredential(proxyUser, "p"),
            };

        Make(With());
        Make(With(retries: 0, timeout: 86_400, interval: 0, longest: 0, bytes: 1 << 30, agent: " ~"));
        Make(With(retries: 100, timeout: 0.001, interval: 86_400, longest: 86_400, agent: ""));
        Make(With(proxy: "http://proxy:3128", proxyUser: "u"));
        Make(With(noProxy: true));
        Refused(() => Make(With(proxy: "http://proxy:3128", noProxy: true)), "NoProxy", "cannot be combined");
        Refused(() => Make(With(proxyUser: "u")), "ProxyCredential", "Specify Proxy too, or omit ProxyCredential");
        Refused(() => Make(With(proxyUser: "u", noProxy: true)), "ProxyCredential", "Specify Proxy too, or omit ProxyCredential");
        Refused(() => Make(new CompassClientOptions { ProxyUseDefaultCredentials = true, NoProxy = true }), "ProxyUseDefaultCredentials", "cannot be combined");
        Refused(
            () => Make(new CompassClientOptions { ProxyUseDefaultCredentials = true, Proxy = new Uri("http://p"), ProxyCredential = new("u", "p") }),
            "ProxyUseDefaultCredentials",
            "cannot be combined");
        Refused(() => Make(With(bytes: (1 << 30) + 1)), "MaximumResponseBytes", "The maximum size of a response cannot be");
        Refused(() => Make(With(agent: "\x7f")), "UserAgent", "ASCII");
        Refused(() => Make(With(timeout: 86_401)), "Timeout", "The timeout of one attempt to send a request cannot be");
        Refused(() => Make(With(longest: -1)), "MaximumRetryDelay", "The longest delay before a retry cannot be");
        Refused(() => Make(With(cloudId: "")), "CloudId", "The cloudId is empty");
        Refused(() => Make(With(cloudId: "..")), "CloudId", "cannot be");
        Refused(() => Make(With(user: " ")), "UserName", "The user name is empty");
        Refused(() => Make(With(user: "a:b")), "UserName", "colon");
        Refused(() => Make(With(token: "")), "Token", "empty");
        Refused(() => Make(With(retries: -1)), "MaximumRetryCount", "0 to 100");
        Refused(() => Make(With(retries: 101)), "MaximumRetryCount", "0 to 100");
        Refused(() => Make(With(timeout: 0)), "Timeout", "above zero, up to one day");
        Refused(() => Make(With(interval: -1)), "RetryInterval", "from zero up to one day");
        Refused(() => Make(With(longest: 100_000)), "MaximumRetryDelay", "up to one day");
        Refused(() => Make(With(bytes: 0)), "MaximumResponseBytes", "The maximum size of a response cannot be");
        Refused(() => Make(With(agent: "a\r\nX-Evil: 1")), "UserAgent", "ASCII");
        Refused(() => Make(With(product: (CompassProduct)9)), "Product", "no product");
        Refused(() => Make(With(proxy: "http://user:pw@proxy:3128")), "Proxy", "credentials separately");
        Refused(() => Make(With(proxy: "proxy")), "Proxy", "not an absolute address");
        Refused(() => Make(With(proxy: "proxy:3128")), "Proxy", "not an absolute address with a scheme such as http");
        Refused(() => Make(With(proxy: "ftp://proxy")), "Proxy", "not an absolute address with a scheme such as http");
    }

    [Fact]
    public void A_window_without_a_team_id_is_never_treated_as_global()
    {
        foreach (string? missing in new[] { null, "", " " })
        {
            Assert.ThrowsAny<ArgumentException>(() => MaintenanceScope.Team(missing!));
        }

        Assert.Equal(MaintenanceScope.Global, default);
        Assert.True(MaintenanceScope.Global.IsGlobal);
        Assert.Equal(("Global", "Team t"), (MaintenanceScope.Global.ToString(), MaintenanceScope.Team("t").ToString()));
    }

    private static void Make(CompassClientOptions options)
    {
        using CompassClient client = new(options);
    }

    private static CompassArgumentException Refused(Action act, string parameter, string says)
    {
        CompassArgumentException refusal = Assert.Throws<CompassArgumentException>(act);
        Assert.Equal(parameter, refusal.ParamName);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
