namespace CompassOps;

/// <content>Raw requests.</content>
internal static partial class Messages
{
    public const string FirstNeedsFollowNext = "-First limits the items of a list, so it needs -FollowNext.";
    public const string RawExcludesFollowNext = "-Raw returns the text of one response, so it cannot be combined with -FollowNext.";
    public const string SecretInBody = "The body contains a SecureString or a credential. Convert it to text explicitly if the service is to have it.";

    public static string BodyTooDeep(int levels) => $"The body nests deeper than {levels} levels. Pass the properties that the service needs, or JSON text.";

    public static string QueryIsNull(string name) =>
        $"The value of '{name}' in -Query is null. Leave it out, or check the variable: without it the request would mean something else.";

    public static string SendRequest(string method, string path, string connection) => $"Send {method} {path} over the connection '{connection}'.";

    public static string FieldsDifferInCase(string name) =>
        $"The service accepted the request, but its response has two fields named '{name}' that differ only in case, or a field without a name. -Raw returns the text.";
}
