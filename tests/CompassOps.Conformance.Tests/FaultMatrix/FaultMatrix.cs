// What the tests of the matrix share: its faults, and the cases that they make.
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

    // Nothing is ever to reach it.
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

        // A ping that is answered 405 is sent by another method; that has a test of its own.
        where scenario.Operation != "PingHeartbeat" || fault.Order.Status != 405
        from always in OnceAndAlways
        where always || !fault.IsLasting
        select Case.OfOperation(scenario, fault, always);

    private protected IEnumerable<Case> OfLook(Scenario scenario, bool hangs) =>
        from fault in AllFaults
        where fault.Hangs == hangs && fault is { IsLasting: false, MorePages: 0, Order.Kind: not SandboxFaultKind.StalePage }
        from always in OnceAndAlways
        select Case.OfLook(scenario, fault, always);

    private protected static Scenario Of(string operation) => Scenario.All.Single(scenario => scenario.Operation == operation);
}
