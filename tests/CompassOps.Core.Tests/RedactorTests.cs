using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CompassOps.Secrets;

namespace CompassOps.Core.Tests;

/// <summary>Checks that secrets are masked in text, even if a service or a proxy encoded them.</summary>
public sealed class RedactorTests
{
    private const string User = "ops@example.com";

    public static TheoryData<string> Secrets => new(
        "ATATT3xFfGF0+a/b=c_d-e.f~g",
        "tok/en+47==",
        "very secret \"quoted\" \\ & <b>",
        "pässwörd-😀-ünïcode",
        new string('k', 200) + "=9A8B7C6D");

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Every_encoding_of_a_secret_is_masked(string secret)
    {
        Redactor redactor = new();
        redactor.AddCredentials(User, secret);
        foreach ((string name, string form) in Forms(secret))
        {
            string redacted = redactor.Redact($"before >{form}< after");

            Assert.True(redacted.StartsWith("before >", StringComparison.Ordinal) && redacted.EndsWith("< after", StringComparison.Ordinal), $"{name}: {redacted}");
            Assert.True(redacted.Contains(Redactor.Mask, StringComparison.Ordinal), $"{name}: {redacted}");
            Assert.True(redacted.Length < 60, $"{name}: {redacted}");
        }
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("pw")]
    [InlineData("a")]
    public void A_short_secret_is_masked_only_as_a_whole_header(string secret)
    {
        Redactor redactor = new();
        redactor.Add(secret);

        Assert.Equal("a word such as hunter2, pw or a stays", redactor.Redact("a word such as hunter2, pw or a stays"));
        Assert.Equal(Redactor.Mask, redactor.RedactHeader(secret));
        Assert.Equal(Redactor.Mask, redactor.RedactHeader("Bearer " + secret));
    }

    [Theory]
    [InlineData("http://user:pw@proxy:3128/", "http://***@proxy:3128/")]
    [InlineData("see 'HTTPS://me:p@ss:w@host/x' there", "see 'HTTPS://***@host/x' there")]
    [InlineData("http:\\/\\/user:pw@proxy", "http:\\/\\/***@proxy")]
    [InlineData("mail ops@example.com at 10:30", "mail ops@example.com at 10:30")]
    [InlineData("https://host:8080/a@b", "https://host:8080/a@b")]
    [InlineData("https://host/x:y@z", "https://host/x:y@z")]
    public void User_names_in_addresses_are_masked(string text, string shown) => Assert.Equal(shown, new Redactor().Redact(text));

    [Fact]
    public void A_secret_that_is_added_later_is_masked_from_then_on()
    {
        Redactor redactor = new();
        Assert.Equal("first-access-token", redactor.Redact("first-access-token"));

        redactor.Add("first-access-token");
        Assert.Equal("***", redactor.Redact("first-access-token"));
        redactor.Add("second-access-token");
        Assert.Equal("*** and ***", redactor.Redact("first-access-token and second-access-token"));
    }

    [Fact]
    public void Other_text_is_unchanged()
    {
        Redactor redactor = new();
        redactor.AddCredentials(User, "ATATT3xFfGF0abcdefgh");
        const string Text = """{"message":"ATATT is the beginning of a token; ops@example.com may not do this","path":"/v1/teams/4b26961a-a837-49d2-a1fe"}""";

        Assert.Equal(Text, redactor.Redact(Text));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Repeated_near_matches_are_redacted_in_linear_time()
    {
        Redactor redactor = new();
        redactor.AddCredentials(User, "aaaa aaaa aaaa aaab");
        string text = string.Concat(Enumerable.Repeat("aaaa \r\n\t aaaa", 20_000));

        Assert.NotNull(redactor.Redact(text));
    }

    private static IEnumerable<(string Name, string Form)> Forms(string secret)
    {
        string pair = $"{User}:{secret}";
        string base64 = Base64(pair);
        yield return ("raw", secret);
        yield return ("pair", pair);
        yield return ("URL-encoded", Uri.EscapeDataString(secret));
        yield return ("URL-encoded with lower-case digits", Regex.Replace(Uri.EscapeDataString(secret), "%..", static match => match.Value.ToLowerInvariant()));
        yield return ("form-encoded", WebUtility.UrlEncode(secret));
        yield return ("URL-encoded twice", Uri.EscapeDataString(Uri.EscapeDataString(secret)));
        yield return ("JSON", JavaScriptEncoder.Default.Encode(secret));
        yield return ("JSON, relaxed", JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret));
        yield return ("JSON, slashes escaped", JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret).Replace("/", "\\/", StringComparison.Ordinal));
        yield return ("JSON within JSON", JsonSerializer.Serialize(JsonSerializer.Serialize(secret)).Trim('"', '\\'));
        yield return ("JSON, all escaped", string.Concat(secret.Select(static c => $"\\u{(int)c:X4}")));
        yield return ("HTML", WebUtility.HtmlEncode(secret));
        yield return ("wrapped", Wrap(secret, 7, "\r\n "));
        yield return ("wrapped within JSON", Wrap(secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), 5, "\\n"));
        foreach (string encoded in new[] { base64, Base64(secret), Base64("x" + secret), Base64("xy" + secret) })
        {
            yield return ("base64", encoded);
            yield return ("base64 without padding", encoded.TrimEnd('='));
            yield return ("base64url", encoded.TrimEnd('=').Replace('+', '-').Replace('/', '_'));
            yield return ("base64, URL-encoded", Uri.EscapeDataString(encoded));
            yield return ("base64, JSON", JavaScriptEncoder.Default.Encode(encoded));
            yield return ("base64, slashes escaped", encoded.Replace("/", "\\/", StringComparison.Ordinal));
            yield return ("base64, wrapped", Wrap(encoded, 76 % encoded.Length + 5, "\r\n"));
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Wrap(string text, int width, string end) =>
        string.Join(end, Enumerable.Range(0, (text.Length + width - 1) / width).Select(line => text.Substring(line * width, Math.Min(width, text.Length - (line * width)))));
}
