using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace CompassOps.Secrets;

/// <summary>
/// Replaces secrets in all texts that this library shows: messages, paths, headers and excerpts of bodies. Redact a text before
/// truncating it, because a truncated secret is not recognised.
/// </summary>
internal sealed class Redactor
{
    /// <summary>The text that replaces a secret.</summary>
    public const string Mask = "***";

    // Shorter secrets are not replaced within texts, because they could be part of ordinary words.
    private const int ShortestInText = 8;

    private const int RememberedTokens = 2;

    // Finds a user name and password in an address. It recognises them by their position, so it also finds short passwords.
    private static readonly Regex UserInfo = new(
        @"(?<scheme>(?:\b[A-Za-z][A-Za-z0-9+.-]*:)?(?:\\?/){2})[^\s/\\?#""'<>@]*:[^\s/\\?#""'<>]*@", RegexOptions.CultureInvariant, SecretPattern.Timeout);

    private readonly object _lock = new();
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly List<Lazy<Regex[]>> _sources = new();
    private readonly Queue<(string Value, Lazy<Regex[]> Patterns)> _issued = new();
    private volatile Regex[]? _patterns;

    /// <summary>Adds a secret, such as an access token.</summary>
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

    /// <summary>Adds an issued access token. Keeps only the newest two tokens, because older tokens have expired.</summary>
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

    /// <summary>Adds a user name and a password, which Basic authentication sends together.</summary>
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

    /// <summary>Returns the text without secrets.</summary>
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

    /// <summary>Returns the value of a header without secrets. Recognises a short secret if it is the whole value.</summary>
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

    /// <summary>Returns the text as one truncated line without secrets. Returns null if no text is left.</summary>
    public string? Line(string? text) => text is null ? null : PlainText.Line(Redact(text));

    /// <summary>Returns an address without secrets.</summary>
    public Uri? Redact(Uri? address)
    {
        string? text = address?.AbsoluteUri;
        string? shown = text is null ? null : Redact(text);
        return shown == text ? address : Uri.TryCreate(shown, UriKind.Absolute, out Uri? clean) ? clean : null;
    }

    /// <summary>Returns a copy of the exception without secrets.</summary>
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

    /// <summary>Returns the exception, or null if its text contains a secret. The text may quote a response or an address.</summary>
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
