using System;
using System.Management.Automation;
using System.Text;
using CompassOps.Formatting;

namespace CompassOps.Errors;

internal static class ErrorRecords
{
    /// <summary>Returns the error record for an exception that concerns one item.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="target">The item, which becomes the target object of the error record.</param>
    /// <param name="item">The text that the message starts with, for example the name of the item. Null if the message needs no such text.</param>
    public static ErrorRecord From(Exception exception, object? target, string? item = null) => exception switch
    {
        CompassApiException failure => FromService(failure, target, item),
        CompassArgumentException wrong => Make(wrong, ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, target, Sentence(item, wrong.Message)),
        DocumentException wrong => Make(wrong, ErrorIds.InvalidDocument, ErrorCategory.InvalidData, target, wrong.Message),
        ArgumentException wrong => Make(wrong, ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, target, Sentence(item, wrong.Message)),
        TimeoutException late => Make(late, ErrorIds.WaitTimeout, ErrorCategory.OperationTimeout, target, Sentence(item, late.Message)),
        ObjectDisposedException closed => Make(
            closed, ErrorIds.ConnectionClosed, ErrorCategory.ConnectionError, target, Sentence(item, Messages.ClosedMeanwhile)),
        _ => Make(exception, ErrorIds.UnexpectedError, ErrorCategory.NotSpecified, target, Sentence(item, exception.Message)),
    };

    /// <summary>
    /// Replaces unsafe characters in the displayed message and in the target name. The exception and the target object stay unchanged.
    /// </summary>
    public static ErrorRecord Visible(ErrorRecord record)
    {
        string shown = record.ErrorDetails?.Message ?? record.Exception.Message;

        // A message about a declaration file contains one line for each mistake, so line breaks are kept.
        string visible = record.Exception is DocumentException ? DisplayText.VisibleLines(shown) : DisplayText.Visible(shown);
        if (visible != shown)
        {
            record.ErrorDetails = new ErrorDetails(visible) { RecommendedAction = record.ErrorDetails?.RecommendedAction ?? "" };
        }

        if (record.CategoryInfo.TargetName is { } target && DisplayText.Visible(target) is { } name && name != target)
        {
            record.CategoryInfo.TargetName = name;
        }

        return record;
    }

    /// <summary>Creates an error record for an error that the module itself reports.</summary>
    public static ErrorRecord Make(string id, ErrorCategory category, string message, object? target) =>
        new(new CompassArgumentException(message, null), id, category, target);

    private static ErrorRecord FromService(CompassApiException failure, object? target, string? item)
    {
        StringBuilder text = new(failure.Message.TrimEnd('.'));
        if (failure.Kind is CompassErrorKind.ConnectionFailed or CompassErrorKind.Timeout && failure.Address is { } address)
        {
            text.Append(" (").Append(address.GetLeftPart(UriPartial.Authority)).Append(')');
        }

        text.Append('.');
        if (failure.Remedy is { Length: > 0 } remedy)
        {
            text.Append(' ').Append(remedy);
        }

        if (RemedyHints.For(failure) is { } cmdlet)
        {
            text.Append(' ').Append(cmdlet);
        }

        if (failure.RequestId is { Length: > 0 } id)
        {
            text.Append(" (request id ").Append(id).Append(')');
        }

        return Make(failure, failure.Kind.ToString(), Category(failure.Kind), target, Sentence(item, text.ToString()));
    }

    private static ErrorCategory Category(CompassErrorKind kind) => kind switch
    {
        CompassErrorKind.InvalidRequest => ErrorCategory.InvalidArgument,
        CompassErrorKind.Unauthorized => ErrorCategory.AuthenticationError,
        CompassErrorKind.MissingScope => ErrorCategory.PermissionDenied,
        CompassErrorKind.NotInPlan => ErrorCategory.ResourceUnavailable,
        CompassErrorKind.Forbidden => ErrorCategory.PermissionDenied,
        CompassErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        CompassErrorKind.MethodNotAllowed => ErrorCategory.NotImplemented,
        CompassErrorKind.Conflict => ErrorCategory.ResourceExists,
        CompassErrorKind.Throttled => ErrorCategory.LimitsExceeded,
        CompassErrorKind.ServiceError => ErrorCategory.ResourceUnavailable,
        CompassErrorKind.Timeout => ErrorCategory.OperationTimeout,
        CompassErrorKind.ConnectionFailed => ErrorCategory.ConnectionError,
        CompassErrorKind.InvalidResponse => ErrorCategory.InvalidResult,
        CompassErrorKind.ResponseTooLarge => ErrorCategory.LimitsExceeded,
        CompassErrorKind.RedirectRefused => ErrorCategory.SecurityError,
        CompassErrorKind.PagingError => ErrorCategory.InvalidResult,
        CompassErrorKind.OutcomeUnknown => ErrorCategory.InvalidResult,
        _ => ErrorCategory.NotSpecified,
    };

    private static string Sentence(string? item, string message) => item is null ? message : Messages.ItemError(item, message);

    private static ErrorRecord Make(Exception exception, string id, ErrorCategory category, object? target, string message) =>
        new(exception, id, category, target) { ErrorDetails = new ErrorDetails(message) };
}
