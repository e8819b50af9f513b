namespace CompassOps;

/// <content>Messages about mistakes in files that declare maintenance windows.</content>
internal static partial class Messages
{
    public const string AMaintenanceEntry = "a maintenance entry";
    public const string TheGlobalPart = "the global part";
    public const string ARule = "a rule";
    public const string AnEntity = "an entity";
    public const string AnItem = "an item";
    public const string ARuleState = "a state of a rule (disabled, enabled or noMaintenance)";
    public const string AnEntityType = "a type of an entity (integration, policy or sync)";

    public const string NeitherSingleNorRecurring =
        "A maintenance entry needs 'start' and 'end'. A recurring entry needs 'daily', 'weekly' or 'monthly' instead.";

    public const string NeedsDays = "A recurring entry needs 'daily', 'weekly' or 'monthly'.";
    public const string NeedsLength = "A recurring entry needs 'duration' or 'endAt'.";
    public const string DailyIsTrue = "'daily' must be true. Remove 'daily' if the entry recurs weekly or monthly.";
    public const string EveryNeedsFrom = "'every' needs 'from', the date from which it counts.";
    public const string OffsetNeedsWeekday =
        "'offset' needs Last or a day such as SecondTuesday in 'monthly'. If 'monthly' has a number, write the number of the day that you mean, and remove 'offset'.";

    public const string ToBeforeFrom = "'to' is before 'from', so the entry has no windows. Correct one of the two dates.";
    public const string EndNotAfterStart = "'end' must be after 'start'.";

    public static string OnlyOneOf(string one, string other) => $"An entry cannot have both '{one}' and '{other}'. Remove one of them.";

    public static string NotInSingleEntry(string name) => $"'{name}' is allowed only in a recurring entry, and this entry has 'start' or 'end'. Remove '{name}', or remove 'start' and 'end'.";

    public static string DescriptionTwice(string description, int line) =>
        $"The description '{description}' is already used in line {line}. Entries with 'start' and 'end' can share a description, but a recurring entry needs its own. Choose another description.";

    public static string WindowTwice(string description, int line) =>
        $"The window '{description}' is declared twice with this start, first in line {line}. Remove one of them.";

    public static string ListNeedsOne(string name) => $"'{name}' needs at least one item.";

    public static string MustBeWholeNumber(string name, int minimum, int maximum) =>
        $"'{name}' must be a whole number from {minimum} to {maximum}, without quotation marks.";

    public static string OnlyPoliciesCanBeEnabled(string type) => $"A window cannot enable the {type}: only policies can be enabled. Use 'disabled' or 'noMaintenance'.";

    public static string NotAnInstant(string text) =>
        $"'{text}' is not a date and time with an offset. Write it as 2027-03-05T20:00:00+01:00 or 2027-03-05T19:00:00Z.";

    public static string NotALocalDate(string text) => $"'{text}' is not a date. Write it as 2026-12-31.";

    public static string DurationOutOfRange(string text) => $"A window cannot last '{text}'. Write a duration above zero, such as 30m or 2h.";

    public static string NotATimeZone(string text) =>
        $"This computer does not know the time zone '{text}'. Write an IANA name such as Europe/Berlin or America/New_York.";

    public static string NotAWeekday(string text) => $"'{text}' is not a weekday. Write Monday, Tuesday, Wednesday, Thursday, Friday, Saturday or Sunday.";

    public static string GlobalTwice(string place) => $"The global maintenance is declared twice, first at {place}. Merge the entries of both lists.";
}
