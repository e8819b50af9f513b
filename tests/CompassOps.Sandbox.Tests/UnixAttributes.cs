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
    public const string Reason = "Windows has no signals, file modes and limits.";

    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? Reason : null;
}
