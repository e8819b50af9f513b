using System;

namespace CompassOps;

/// <content>Why a list is not read on, as the end of a sentence.</content>
internal static partial class Messages
{
    /// <summary>The pages bring nothing new.</summary>
    public const string ListRepeats = "its pages go on without bringing anything new";

    /// <summary>A look-up has read as many pages as it may.</summary>
    public static string ListHasTooManyPages(int most) => FormattableString.Invariant($"it has more than {most:N0} pages, which is the limit here");

    /// <summary>A list that is kept in memory has more objects than it may have.</summary>
    public static string ListIsTooLong(long most) => FormattableString.Invariant($"it has more than {most:N0} objects, which is the limit here");
}
