using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

public abstract class FaultMatrix : IDisposable
{
    private static readonly bool[] OnceAndAlways = [false, true];

    // Some faults redirect or link to this server. The client must not connect to it.
    private readonly TcpListener _elsewhere = new(IPAddress.Loopback, 0);

    protected FaultMatrix()
    {
        _elsewhere.Start();
        Uri elsewhere = new(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)_elsewhere.LocalEndpoint).Port}/"));
        AllFaults = Faults.All(Stage.Start, elsewhere).ToArray();
    }

    private protected IReadOnlyList<Fault> AllFaults { get; }

    public void Dispose()
    {
        Assert.False(_elsewhere.Pending());
        _elsewhere.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected IEnumerable<Case> OfOperation(Scenario scenario, bool hangs) =>
        from fault in AllFaults
        where fault.Hangs == hangs && (!fault.IsOfLists || scenario.IsList)

        // Leaves out pings with a 405 response. After this response, the client uses another HTTP method, which other tests check.
        where scenario.Operation != "PingHeartbeat" || fault.Injected.Status != 405
        from always in OnceAndAlways
        where always || fault.Effect != FaultEffect.Unreachable
        select Case.OfOperation(scenario, fault, always);

    private protected IEnumerable<Case> OfLookup(Scenario scenario, bool hangs) =>
        from fault in AllFaults
        where fault.Hangs == hangs && fault.Effect is not (FaultEffect.Unreachable or FaultEffect.ExtraPage) && fault.Injected.Kind != SandboxFaultKind.StalePage
        from always in OnceAndAlways
        select Case.OfLookup(scenario, fault, always);

    private protected static Scenario Of(string operation) => Scenario.All.Single(scenario => scenario.Operation == operation);
}
