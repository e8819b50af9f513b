using System;
using System.Collections;
using System.Globalization;
using System.Linq;

namespace CompassOps.Commands;

/// <summary>One team id or several, each as an id, an ARI or the address of the team's page. Null and nothing pass, for the cmdlet to judge.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TeamIdTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value) => value is string or not IEnumerable
        ? Parse(value)
        : ((IEnumerable)value).Cast<object?>().Select(item => Parse(Unwrap(item))).ToArray();

    private static string Parse(object? value) => TeamIdText.Parse(System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}
