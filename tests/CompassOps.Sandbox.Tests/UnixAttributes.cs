using System;
using Xunit;

namespace CompassOps.Sandbox.Tests;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? UnixTheoryAttribute.Reason : null;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public const string Reason = "This test needs signals, file modes or resource limits, which Windows does not have.";

    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? Reason : null;
}
