using System;
using System.Security;

namespace CompassOps.Binding;

/// <summary>Accepts a secret as a SecureString. Refuses plain text without quoting it, as the error of the shell's own conversion would.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value) =>
        value is SecureString ? value : throw new CompassArgumentException(Messages.SecretAsText, null);
}
