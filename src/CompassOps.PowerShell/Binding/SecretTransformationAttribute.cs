using System;
using System.Security;

namespace CompassOps.Binding;

/// <summary>Accepts a secret as a SecureString and rejects plain text. Its error does not contain the text; the error of PowerShell's own conversion would.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value) =>
        value is SecureString ? value : throw new CompassArgumentException(Messages.SecretAsText, null);
}
