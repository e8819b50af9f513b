using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace CompassOps;

/// <summary>A read-only list of texts that prints as one text, so that tables and files can hold it; see <see cref="ListText"/>.</summary>
public sealed class TextList : ReadOnlyCollection<string>
{
    /// <summary>The list without items.</summary>
    public static readonly TextList None = new(Array.Empty<string>());

    /// <summary>Creates a list of texts.</summary>
    public TextList(IEnumerable<string> items)
        : base(items.ToArray())
    {
    }

    /// <summary>The items as one text.</summary>
    public override string ToString() => ListText.Join(this);

    /// <summary>Returns the list itself, or one of its items.</summary>
    internal static TextList Of(IReadOnlyList<string> items) => items as TextList ?? (items.Count == 0 ? None : new TextList(items));
}
