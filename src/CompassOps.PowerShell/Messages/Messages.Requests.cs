namespace CompassOps;

/// <content>Messages about the requests of Invoke-CompassRequest.</content>
internal static partial class Messages
{
    public const string FirstNeedsFollowNext = "-First was specified without -FollowNext. Specify -FollowNext too, or omit -First.";
    public const string RawExcludesFollowNext =
        "-Raw returns the text of one response, so it cannot be combined with -FollowNext. Specify only one of the two.";

    public const string SecretInBody =
        "The body or the query contains a SecureString or a credential. If you want to send the secret, convert it to text first.";

    public static string BodyTooDeep(int levels) =>
        $"The body or the query has more than {levels} nested levels. Pass only the properties that the service needs, or JSON text.";

    public static string QueryIsNull(string name) =>
        $"The value of '{name}' in -Query is null. A request without this value could return or change the wrong objects. "
        + "Specify a value. If you want a request without this value, remove the name from -Query.";

    public const string QueryHasNoName = "A value in -Query has an empty name. Specify the name of the query parameter.";

    public static string QueryIsEmpty(string name) =>
        $"The value of '{name}' in -Query is an empty list. A request without this value could return or change the wrong objects. "
        + "Specify a value. If you want a request without this value, remove the name from -Query.";

    public static string QueryIsNoText(string name) =>
        $"The value of '{name}' in -Query is an object, or a list that contains an object or another list. "
        + "Specify text, a number, a date, a Boolean, or a list of such values.";

    public static string BodyTooLarge(int values) =>
        $"The body or the query contains more than {values} values. Pass only the properties that the service needs, or JSON text.";

    public static string ValueIsNotForJson(string type) =>
        $"The body or the query contains an object of the type {type}, which JSON cannot express. "
        + "Pass only the properties that the service needs, or JSON text.";

    public static string FieldIsReserved(string name) =>
        "The service accepted the request, but the response cannot be converted to an object, "
        + $"because PowerShell reserves the field name '{name}'. "
        + "If you send such a request again, specify -Raw and omit -FollowNext to get the response as text.";

    public static string SendRequest(string method, string path, string connection) => $"Send {method} {path} over the connection '{connection}'.";

    public static string FieldsDifferInCase(string name) =>
        "The service accepted the request, but the response cannot be converted to an object, "
        + (name.Length == 0 ? "because a field name is empty. " : $"because two field names differ only in letter case: '{name}'. ")
        + "If you send such a request again, specify -Raw and omit -FollowNext to get the response as text.";
}
