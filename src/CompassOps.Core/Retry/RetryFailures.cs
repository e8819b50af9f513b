using CompassOps.Http;

namespace CompassOps.Retry;

/// <summary>
/// Creates the errors that do not come from a single response: the operation took too long, or the client does not know whether the
/// service carried out the request.
/// </summary>
internal static class RetryFailures
{
    public static CompassApiException ThrottledTooLong(ApiRequest request, int attempts) => new(
        CompassErrorKind.Throttled, request.Operation.Name,
        Messages.Failed(request.Operation.Name, Messages.ThrottledTooLong, 1, null))
    {
        Remedy = Messages.FewerRequests,
        Attempts = attempts,
    };

    public static CompassApiException OutOfTime(ApiRequest request, int attempts) => new(
        CompassErrorKind.Timeout, request.Operation.Name, Messages.Failed(request.Operation.Name, Messages.CallTimedOut, 1, null))
    {
        Remedy = Messages.TryLaterOrLonger,
        Attempts = attempts,
    };

    /// <param name="request">The request.</param>
    /// <param name="remedy">Tells the user what to do. Can be null.</param>
    /// <param name="last">The failure of the last attempt.</param>
    /// <param name="why">The reason why the client does not know whether the service carried out the request.</param>
    public static CompassApiException OutcomeUnknown(ApiRequest request, string? remedy, CompassApiException last, string why) =>
        Unknown(request, remedy, last, Messages.OutcomeUnknown(last.Message, why));

    public static CompassApiException MayBeCarriedOut(ApiRequest request, CompassApiException last) =>
        Unknown(request, Messages.CheckBeforeSending, last, Messages.MayBeCarriedOut(last.Message));

    private static CompassApiException Unknown(ApiRequest request, string? remedy, CompassApiException last, string message) =>
        new(CompassErrorKind.OutcomeUnknown, request.Operation.Name, message, last)
        {
            StatusCode = last.StatusCode,
            ServiceMessage = last.ServiceMessage,
            ServiceCode = last.ServiceCode,
            RequestId = last.RequestId,
            Address = last.Address,
            ServiceTime = last.ServiceTime,
            Attempts = last.Attempts,
            Remedy = remedy,
        };
}
