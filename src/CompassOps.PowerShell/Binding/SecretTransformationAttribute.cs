using System;
using System.Security;

namespace CompassOps.Binding;

/// <summary>
/// Accepts a SecureString and rejects plain text. The error message does not contain the plain text. The message of PowerShell's own
/// conversion would contain it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) =>
        value is SecureString ? value : throw new CompassArgumentException(Messages.SecretAsText, null);
}
