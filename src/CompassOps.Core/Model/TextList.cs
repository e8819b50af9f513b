using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace CompassOps;

/// <summary>
/// A read-only list of texts. ToString returns all items, so that PowerShell tables and CSV files show them. See <see cref="ListText"/>.
/// </summary>
public sealed class TextList : ReadOnlyCollection<string>
{
    /// <summary>The empty list.</summary>
    public static readonly TextList None = new(Array.Empty<string>());

    /// <summary>Creates a list of texts.</summary>
    public TextList(IEnumerable<string> items)
        : base(items.ToArray())
    {
    }

    /// <summary>Returns all items as one text.</summary>
    public override string ToString() => ListText.Join(this);

    internal static TextList Of(IReadOnlyList<string> items) => items as TextList ?? (items.Count == 0 ? None : new TextList(items));
}
