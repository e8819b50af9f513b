// What has to come of an operation that meets a fault, by rules that are stated here and nowhere else.
using CompassOps.Sandbox;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>What has to come of it.</summary>
/// <param name="Kind">The error; null if the call succeeds.</param>
/// <param name="Requests">How many requests of the operation reach the service.</param>
/// <param name="Looks">How many requests look for what has become of it.</param>
/// <param name="IsDone">Whether the work is done afterwards, once.</param>
internal sealed record Expectation(CompassErrorKind? Kind, int Requests, int Looks, bool IsDone)
{
    /// <summary>How many attempts the settings allow.</summary>
    public const int Attempts = 3;

    /// <summary>The rules.</summary>
    /// <param name="scenario">The operation.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="always">Whether every request of the operation meets it, and not the first alone.</param>
    public static Expectation Of(Scenario scenario, Fault fault, bool always)
    {
        if (!Spoils(scenario, fault))
        {
            // A page that is not the last one, though it is, leads to itself in the end if that goes on.
            return new(fault.MorePages > 0 && always ? CompassErrorKind.PagingError : null, 1 + fault.MorePages, 0, true);
        }

        // The repeat of a delete finds nothing. That is a refusal, although its text is cut off, and says that the work is done.
        if (scenario.Work == Work.Delete && fault.Order.Kind == SandboxFaultKind.Truncate)
        {
            return new(null, 2, 0, true);
        }

        // A change that is answered with nothing is accepted, and what it has changed is read.
        if (scenario.Work == Work.Change && fault.Order.Kind == SandboxFaultKind.EmptyBody)
        {
            return new(null, 1, 1, true);
        }

        // Only what may pass is sent again.
        bool passes = fault.Course == Course.Passing;
        bool healed = passes && !always;
        int sent = !passes ? 1 : always ? Attempts : 2;
        CompassErrorKind? kind = healed ? null : fault.Kind;
        int arrived = fault.IsOutside ? 0 : sent;

        // To repeat a create is harmless only where it is certain that it did not happen.
        if (!scenario.IsCreate || fault.ProvesUndone)
        {
            return new(kind, arrived, 0, fault.IsDone || healed);
        }

        // In doubt it is looked for, and what is found is the answer.
        if (fault.IsDone)
        {
            return new(null, 1, 1, true);
        }

        // Windows are looked for three times, because lists lag; a name once, because a second heartbeat of it cannot come about.
        bool window = scenario.Work == Work.CreateMaintenance;
        int looks = window ? 3 : 1;
        if (healed)
        {
            return new(null, sent, looks * (sent - 1), true);
        }

        // What is not there in the end may still come, unless the service itself has said that it failed, and names tell one from another.
        bool unknown = window || !fault.IsOwnFailure;
        return new(unknown ? CompassErrorKind.OutcomeUnknown : kind, sent, (looks * sent) + (unknown && !window ? 3 : 0), false);
    }

    /// <summary>The rules for a create that is done, whose answer is lost, and whose look meets the fault.</summary>
    /// <remarks>Whatever that is, the create is not sent again: it is found, or it cannot be told.</remarks>
    public static Expectation OfLook(Scenario scenario, Fault fault, bool always)
    {
        bool window = scenario.Work == Work.CreateMaintenance;
        (bool isFound, int looks) = (fault.Course, fault.Order.Kind) switch
        {
            // A heartbeat that is found by its name may be another one if it tells no more. A window that does not tell when it begins is not
            // recognised, nor ruled out.
            (_, SandboxFaultKind.Nulls) => window ? (!always, always ? 3 : 2) : (false, 1),
            (Course.Right, _) => (true, 1),
            (Course.Passing, _) => (!always, always ? Attempts : 2),

            // A name is found on the page before the bad link. Of windows there may be more on the pages after it.
            (_, SandboxFaultKind.WrongLink) => (!window, 1),
            _ => (false, 1),
        };
        return new(isFound ? null : CompassErrorKind.OutcomeUnknown, 1, looks, true);
    }

    /// <summary>Whether the operation has an answer that the fault can spoil.</summary>
    private static bool Spoils(Scenario scenario, Fault fault)
    {
        if (fault.Course == Course.Right)
        {
            return false;
        }

        // A delete is answered without a body, and what a ping is answered says nothing that its status does not.
        bool bodyMatters = scenario.Work != Work.Delete
            && !(scenario.Operation == "PingHeartbeat" && fault.Order.Kind == SandboxFaultKind.EmptyBody);
        return !fault.SpoilsBody || bodyMatters;
    }
}
