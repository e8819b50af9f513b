using System;
using System.Security;

namespace CompassOps.Binding;

/// <summary>A secret as a SecureString. Plain text is refused without being quoted, which the shell's own conversion would do.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value) =>
        value is SecureString ? value : throw new CompassArgumentException(Messages.SecretAsText, null);
}
