using System;

namespace CompassOps;

/// <summary>
/// Validates the numbers, times, proxy settings and user agent of the options. Other classes validate the addresses and the credentials.
/// </summary>
internal static class OptionsCheck
{
    private const long MostBytes = 1L << 30;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <exception cref="CompassArgumentException">An option is invalid or contradicts another option.</exception>
    public static void Run(CompassClientOptions options)
    {
        Time(options.Timeout, TimeSpan.FromTicks(1), Messages.TimePerAttempt, nameof(options.Timeout));
        Time(options.RetryInterval, TimeSpan.Zero, Messages.RetryDelay, nameof(options.RetryInterval));
        Time(options.MaximumRetryDelay, TimeSpan.Zero, Messages.LongestRetryDelay, nameof(options.MaximumRetryDelay));
        if (options.Proxy is not null && options.NoProxy)
        {
            throw new CompassArgumentException(Messages.ProxyAndNoProxy, nameof(options.NoProxy));
        }

        if (options.ProxyCredential is not null && options.Proxy is null)
        {
            throw new CompassArgumentException(Messages.ProxyCredentialAlone, nameof(options.ProxyCredential));
        }

        if (options.ProxyUseDefaultCredentials && (options.ProxyCredential is not null || options.NoProxy))
        {
            throw new CompassArgumentException(
                Messages.ProxyCredentialsContradict, nameof(options.ProxyUseDefaultCredentials));
        }

        if (options.MaximumRetryCount is < 0 or > 100)
        {
            throw new CompassArgumentException(Messages.BadRetryCount(options.MaximumRetryCount), nameof(options.MaximumRetryCount));
        }

        if (options.MaximumResponseBytes is < 1 or > MostBytes)
        {
            throw new CompassArgumentException(Messages.BadResponseLimit(options.MaximumResponseBytes, MostBytes), nameof(options.MaximumResponseBytes));
        }

        foreach (char c in options.UserAgent)
        {
            if (c is < ' ' or > '~')
            {
                throw new CompassArgumentException(Messages.BadUserAgent, nameof(options.UserAgent));
            }
        }
    }

    private static void Time(TimeSpan time, TimeSpan least, string what, string parameter)
    {
        if (time < least || time > Longest)
        {
            throw new CompassArgumentException(Messages.TimeOutOfRange(what, time, canBeZero: least == TimeSpan.Zero), parameter);
        }
    }
}
