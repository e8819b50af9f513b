using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace CompassOps.Secrets;

/// <summary>
/// Removes secrets from all texts that this library shows: messages, paths, headers and parts of bodies. Redact a text before you
/// truncate it, because a truncated secret is not found.
/// </summary>
internal sealed class Redactor
{
    public const string Mask = "***";

    // A shorter secret is not replaced within a text, because it could be part of an ordinary word.
    private const int ShortestInText = 8;

    private const int RememberedTokens = 2;

    // Finds the user name and the password in an address by their position, so it also finds passwords that are shorter than
    // ShortestInText.
    private static readonly Regex UserInfo = new(
        @"(?<scheme>(?:\b[A-Za-z][A-Za-z0-9+.-]*:)?(?:\\?/){2})[^\s/\\?#""'<>@]*:[^\s/\\?#""'<>]*@", RegexOptions.CultureInvariant, SecretPattern.Timeout);

    private readonly object _lock = new();
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly List<Lazy<Regex[]>> _sources = new();
    private readonly Queue<(string Value, Lazy<Regex[]> Patterns)> _issued = new();
    private volatile Regex[]? _patterns;

    public void Add(string? secret)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return;
        }

        lock (_lock)
        {
            if (!_values.Add(secret!))
            {
                return;
            }

            if (secret!.Trim().Length >= ShortestInText)
            {
                _sources.Add(new Lazy<Regex[]>(() => SecretPattern.All(secret).ToArray()));
            }

            _patterns = null;
        }
    }

    /// <summary>Adds an access token. Keeps only the two newest tokens, because older tokens have expired.</summary>
    public void AddIssued(string token)
    {
        lock (_lock)
        {
            _issued.Enqueue((token, new Lazy<Regex[]>(() => token.Length < ShortestInText ? Array.Empty<Regex>() : SecretPattern.All(token).ToArray())));
            if (_issued.Count > RememberedTokens)
            {
                _issued.Dequeue();
            }

            _patterns = null;
        }
    }

    /// <summary>Adds the password, the pair <c>user:password</c>, and the base64 form of the pair for Basic authentication.</summary>
    public void AddCredentials(string user, string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            return;
        }

        string pair = user + ":" + password;
        string header = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
        lock (_lock)
        {
            _values.Add(pair);
            if (_values.Add(header) && pair.Length >= ShortestInText)
            {
                _sources.Add(new Lazy<Regex[]>(() => new[] { SecretPattern.Base64(header), SecretPattern.Text(pair) }));
            }
        }

        Add(password);
    }

    public string Redact(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        try
        {
            text = text.IndexOf('@') < 0 ? text : UserInfo.Replace(text, "${scheme}" + Mask + "@");
            foreach (Regex pattern in Patterns())
            {
                text = pattern.Replace(text, Mask);
            }

            return text;
        }
        catch (RegexMatchTimeoutException)
        {
            return Mask;
        }
    }

    /// <summary>
    /// Returns the value of a header without secrets. Unlike <see cref="Redact(string)"/>, it also finds a short secret, if the secret is
    /// the whole value or the whole text after the first space, as in <c>Bearer secret</c>.
    /// </summary>
    public string RedactHeader(string value)
    {
        string bare = value.Trim();
        int space = bare.IndexOf(' ');
        lock (_lock)
        {
            if (IsSecret(bare) || (space > 0 && IsSecret(bare.Substring(space + 1).Trim())))
            {
                return Mask;
            }
        }

        return Redact(value);
    }

    /// <summary>Returns the text without secrets, as one truncated line. Returns null if no text is left.</summary>
    public string? Line(string? text) => text is null ? null : PlainText.Line(Redact(text));

    public Uri? Redact(Uri? address)
    {
        string? text = address?.AbsoluteUri;
        string? shown = text is null ? null : Redact(text);
        return shown == text ? address : Uri.TryCreate(shown, UriKind.Absolute, out Uri? clean) ? clean : null;
    }

    public CompassApiException Redact(CompassApiException failure) =>
        new(failure.Kind, failure.Operation, Redact(failure.Message), Redact(failure.InnerException))
        {
            StatusCode = failure.StatusCode,
            ServiceMessage = Line(failure.ServiceMessage),
            ServiceCode = Line(failure.ServiceCode),
            RequestId = failure.RequestId is null ? null : PlainText.Line(RedactHeader(failure.RequestId)),
            Remedy = failure.Remedy is null ? null : Redact(failure.Remedy),
            Address = Redact(failure.Address),
            ServiceTime = failure.ServiceTime,
            Attempts = failure.Attempts,
            IsForeign = failure.IsForeign,
            IsCutOff = failure.IsCutOff,
            Problem = failure.Problem,
        };

    /// <summary>Returns the exception, or null if its text contains a secret, such as an address with a password.</summary>
    public Exception? Redact(Exception? cause)
    {
        string? text = cause?.ToString();
        return text is not null && Redact(text) == text ? cause : null;
    }

    private bool IsSecret(string text) => _values.Contains(text) || _issued.Any(token => token.Value == text);

    private Regex[] Patterns()
    {
        if (_patterns is { } ready)
        {
            return ready;
        }

        lock (_lock)
        {
            return _patterns = _issued.Select(static token => token.Patterns).Concat(_sources).SelectMany(static source => source.Value).ToArray();
        }
    }
}
