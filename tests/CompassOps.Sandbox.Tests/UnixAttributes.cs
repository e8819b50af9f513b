// Attributes for tests that need signals, file modes or limits of Unix.
using System;
using Xunit;

namespace CompassOps.Sandbox.Tests;

/// <summary>A test that is skipped on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? UnixTheoryAttribute.Reason : null;
}

/// <summary>A test with data that is skipped on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public const string Reason = "Windows has no signals, file modes and limits.";

    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? Reason : null;
}
