using System;
using Xunit;

namespace CompassOps.Sandbox.Tests;

/// <summary>A theory about what only Unix has, such as signals.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no signals." : null;
}
