using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Scripts;

/// <summary>Waits for a request that must complete even if other code blocks the thread pool.</summary>
internal static class BlockingWait
{
    private const int SliceMilliseconds = 200;
    private const int MostThreads = 1024;

    private static readonly object Lock = new();
    private static int _raisers;
    private static int _workers;
    private static int _completionPorts;

    /// <summary>
    /// Starts an operation and waits for its end. The calling thread checks the time limit, because timers need the thread pool, which can
    /// be blocked.
    /// </summary>
    /// <param name="operation">Starts the operation. The token is cancelled when the time limit expires.</param>
    /// <param name="limit">Returns the time limit, or null for no limit. The limit can become shorter during the wait.</param>
    /// <exception cref="TimeoutException">The time limit expired.</exception>
    public static void Run(Func<CancellationToken, Task> operation, Func<TimeSpan?> limit)
    {
        CancellationTokenSource cancel = new();
        Task task = operation(cancel.Token);
        Stopwatch watch = Stopwatch.StartNew();
        bool raised = false;
        try
        {
            while (!Wait(task))
            {
                if (limit() is { } time && watch.Elapsed >= time)
                {
                    cancel.Cancel();
                    throw new TimeoutException(Messages.CleanupTimedOut(time));
                }

                raised = AddThreads(raised);
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            if (raised)
            {
                RestoreThreads();
            }
        }
    }

    private static bool Wait(Task task)
    {
        try
        {
            return task.Wait(SliceMilliseconds);
        }
        catch (AggregateException)
        {
            return true;
        }
    }

    // Lets the thread pool add threads immediately if all its threads are busy. By default, the thread pool adds only about one thread per
    // second. Returns whether the current wait has changed the settings of the thread pool.
    private static bool AddThreads(bool raised)
    {
        ThreadPool.GetMaxThreads(out int most, out int _);
        ThreadPool.GetAvailableThreads(out int available, out int _);
        ThreadPool.GetMinThreads(out int least, out int completionPorts);
        int busy = most - available;
        if (busy < least || least >= MostThreads)
        {
            return raised;
        }

        lock (Lock)
        {
            if (!raised && _raisers++ == 0)
            {
                (_workers, _completionPorts) = (least, completionPorts);
            }

            ThreadPool.SetMinThreads(Math.Min(Math.Min((busy * 2) + 8, MostThreads), most), completionPorts);
        }

        return true;
    }

    private static void RestoreThreads()
    {
        lock (Lock)
        {
            if (--_raisers == 0)
            {
                ThreadPool.SetMinThreads(_workers, _completionPorts);
            }
        }
    }
}
