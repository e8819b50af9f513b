using System;

namespace CompassOps;

/// <summary>Refuses options that no client can work with. Addresses and credentials are checked where they are used.</summary>
internal static class OptionsCheck
{
    private const long MostBytes = 1L << 30;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Checks the numbers and times.</summary>
    /// <exception cref="CompassArgumentException">One of them is out of range.</exception>
    public static void Run(CompassClientOptions options)
    {
        Time(options.Timeout, TimeSpan.FromTicks(1), "The time for an attempt", nameof(options.Timeout));
        Time(options.RetryInterval, TimeSpan.Zero, "The wait before a repeat", nameof(options.RetryInterval));
        Time(options.MaximumRetryDelay, TimeSpan.Zero, "The longest wait before a repeat", nameof(options.MaximumRetryDelay));
        if (options.Proxy is not null && options.NoProxy)
        {
            throw new CompassArgumentException("Proxy and NoProxy contradict each other. Give one of them.", nameof(options.NoProxy));
        }

        if (options.ProxyCredential is not null && options.Proxy is null)
        {
            throw new CompassArgumentException(
                "ProxyCredential is for the proxy that Proxy names, and there is none. Give both, or neither.", nameof(options.ProxyCredential));
        }

        if (options.ProxyUseDefaultCredentials && (options.ProxyCredential is not null || options.NoProxy))
        {
            throw new CompassArgumentException(
                "ProxyUseDefaultCredentials cannot be combined with ProxyCredential or NoProxy. Specify one of them.", nameof(options.ProxyUseDefaultCredentials));
        }

        if (options.MaximumRetryCount is < 0 or > 100)
        {
            throw new CompassArgumentException(
                $"{options.MaximumRetryCount} repeats are not possible. Give 0 to 100.", nameof(options.MaximumRetryCount));
        }

        if (options.MaximumResponseBytes is < 1 or > MostBytes)
        {
            throw new CompassArgumentException(
                $"An answer of at most {options.MaximumResponseBytes} bytes is not possible. Give 1 to {MostBytes}.",
                nameof(options.MaximumResponseBytes));
        }

        foreach (char c in options.UserAgent)
        {
            if (c is < ' ' or > '~')
            {
                throw new CompassArgumentException("The user agent holds characters that no header can carry. Use plain ASCII.", nameof(options.UserAgent));
            }
        }
    }

    private static void Time(TimeSpan time, TimeSpan least, string what, string parameter)
    {
        if (time < least || time > Longest)
        {
            throw new CompassArgumentException($"{what} cannot be {time:c}. Give a positive time of at most a day.", parameter);
        }
    }
}
