using System;
using System.Security;

namespace CompassOps.Binding;

/// <summary>
/// Accepts a SecureString and rejects plain text. Unlike PowerShell's own conversion error, its error does not contain the text.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) =>
        value is SecureString ? value : throw new CompassArgumentException(Messages.SecretAsText, null);
}
