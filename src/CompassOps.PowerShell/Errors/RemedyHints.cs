namespace CompassOps.Errors;

/// <summary>
/// Adds the names of cmdlets and parameters to error messages of CompassOps.Core, because that library does not know the cmdlets.
/// </summary>
internal static class RemedyHints
{
    /// <summary>
    /// Returns a sentence about the cmdlet or parameter to use after a failed request. Returns null if no cmdlet or parameter helps.
    /// </summary>
    public static string? For(CompassApiException failure) => failure.Kind switch
    {
        CompassErrorKind.Conflict when failure.Operation == "CreateHeartbeat" => Messages.SetOrSkipExisting,
        CompassErrorKind.Unauthorized or CompassErrorKind.MissingScope or CompassErrorKind.NotInPlan => Messages.TestForDetails,
        CompassErrorKind.ResponseTooLarge => Messages.PageSizeForResponse,
        _ => null,
    };

    /// <summary>
    /// Adds a sentence to the remedy of a test result. The sentence names the cmdlet or parameter to use. If no cmdlet or parameter helps,
    /// returns the result unchanged.
    /// </summary>
    public static ConnectionTest Complete(ConnectionTest test, CompassProduct product) =>
        For(test.Problem, product) is { } hint ? test with { Remedy = $"{test.Remedy} {hint}" } : test;

    private static string? For(ConnectionProblem problem, CompassProduct product) => problem switch
    {
        ConnectionProblem.NameNotResolved or ConnectionProblem.Refused or ConnectionProblem.NotReachable => Messages.OtherAddressOrProxy,
        ConnectionProblem.Timeout => Messages.MoreTimeOrProxy,
        ConnectionProblem.ProxyInBetween => Messages.AddressAndProxy,
        ConnectionProblem.WrongCloudId => Messages.LookUpCloudId,
        ConnectionProblem.WrongProduct =>
            Messages.UseProduct($"{(product == CompassProduct.Compass ? CompassProduct.JiraServiceManagement : CompassProduct.Compass)}"),
        ConnectionProblem.AuthorityUnreachable or ConnectionProblem.AuthorityFailed => Messages.AuthorityParameter,
        ConnectionProblem.WrongTeam => Messages.ListTeams,
        ConnectionProblem.MissingScope when product == CompassProduct.Compass => Messages.ScopesForOtherProduct,
        ConnectionProblem.Unexpected => Messages.ShowRequest,
        _ => null,
    };
}
