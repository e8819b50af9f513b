namespace CompassOps;

/// <content>Messages about mistakes in files that declare maintenance windows.</content>
internal static partial class Messages
{
    public const string AMaintenanceEntry = "a maintenance entry";
    public const string TheGlobalPart = "the object 'global'";
    public const string ARule = "a rule";
    public const string AnEntity = "an entity";
    public const string AnItem = "an item";
    public const string ARuleState = "a state of a rule. Specify disabled, enabled or noMaintenance";
    public const string AnEntityType = "a type of an entity. Specify integration, policy or sync";

    public const string NeitherSingleNorRecurring =
        "The maintenance entry does not state when its windows start and end. For one window, add 'start' and 'end'. "
        + "For recurring windows, add 'daily', 'weekly' or 'monthly'.";

    public const string NeedsDays = "The maintenance entry does not state on which days its windows recur. Add 'daily', 'weekly' or 'monthly'.";
    public const string NeedsLength = "The maintenance entry does not state how long its windows last. Add 'duration' or 'endAt'.";
    public const string DailyIsTrue = "'daily' must be true. For windows that recur weekly or monthly, remove 'daily'.";
    public const string EveryNeedsFrom = "'every' needs 'from', the date from which the days, weeks or months are counted. Add 'from'.";
    public const string OffsetNeedsWeekday =
        "'offset' is allowed only if 'monthly' is Last or a day such as SecondTuesday. "
        + "If 'monthly' is a number, remove 'offset' and change the number instead.";

    public const string ToBeforeFrom = "'to' is before 'from', so the maintenance entry has no windows. Correct one of the two dates.";
    public const string EndNotAfterStart = "'end' is not after 'start'. Correct one of the two dates.";

    public const string WithoutEnd = "no end";

    public static string WindowOf(string description, string? teamId) =>
        $"maintenance window '{description}' ({(teamId is null ? "global" : $"team {teamId}")})";

    public static string StepCreateWindow(string window, object? desired) => $"Create {window}: {desired}.";

    public static string StepChangeWindow(string window, string start, string changes) => $"Change {window} of {start}: {changes}.";

    public static string StepRemoveWindow(string window, object? actual) => $"Remove {window}: {actual}.";

    public static string StepLeaveWindow(string window, object? actual) => $"Leave {window} unchanged ({actual}).";

    public static string OnlyOneOf(string one, string other) => $"A maintenance entry cannot have both '{one}' and '{other}'. Remove one of the two.";

    public static string NotInSingleEntry(string name) =>
        $"'{name}' is allowed only for recurring windows, but this maintenance entry has 'start' or 'end'. "
        + $"Remove '{name}', or remove 'start' and 'end'.";

    public static string DescriptionTwice(string description, int line) =>
        $"The description '{description}' is already used in line {line}. "
        + "A maintenance entry for recurring windows needs a description of its own. Choose another description.";

    public static string WindowTwice(string description, int line) =>
        $"The window '{description}' is declared twice with the same start, first in line {line}. Remove one of the two declarations.";

    public static string ListNeedsOne(string name) => $"The list '{name}' is empty. Add at least one item.";

    public static string MustBeWholeNumber(string name, int minimum, int maximum) =>
        $"'{name}' must be a whole number from {minimum} to {maximum}, without quotation marks.";

    public static string OnlyPoliciesCanBeEnabled(string type) =>
        $"A maintenance window cannot enable the {type}, because windows can enable only policies. Use 'disabled' or 'noMaintenance'.";

    public static string NotAnInstant(string text) =>
        $"'{text}' is not a date and time with a UTC offset. Write a date and time as 2027-03-05T20:00:00+01:00 or 2027-03-05T19:00:00Z.";

    public static string NotALocalDate(string text) => $"'{text}' is not a date. Write the date as 2026-12-31.";

    public static string DurationOutOfRange(string text) =>
        $"A window cannot last '{text}'. Write a duration above zero and up to ten years, such as 30m or 2h.";

    public static string NotATimeZone(string text) =>
        $"This machine does not know the time zone '{text}'. Write an IANA name such as Europe/Berlin or America/New_York.";

    public static string NotAWeekday(string text) => $"'{text}' is not a weekday. Write Monday, Tuesday, Wednesday, Thursday, Friday, Saturday or Sunday.";

    public static string GlobalTwice(string place) => $"The global maintenance windows are declared twice, first at {place}. Merge the two lists.";
}
