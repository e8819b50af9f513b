using System;
using System.Collections.Generic;
using System.Globalization;
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
    [InlineData("@oncall: the proxy is http://user:pw@proxy:3128/", "@oncall: the proxy is http://***@proxy:3128/")]
    [InlineData("mail ops@example.com at 10:30", "mail ops@example.com at 10:30")]
    [InlineData("https://host:8080/a@b", "https://host:8080/a@b")]
    [InlineData("https://host/x:y@z", "https://host/x:y@z")]
    public void User_names_in_addresses_are_masked(string text, string shown) => Assert.Equal(shown, new Redactor().Redact(text));

    [Theory]
    [InlineData("spring7", "Cannot sign in with spring7 today")]
    [InlineData("spring26", "Cannot sign in with *** today")]
    public void Only_a_secret_of_at_least_8_characters_is_masked_within_text(string secret, string shown)
    {
        string text = $"Cannot sign in with {secret} today";
        Redactor added = new();
        added.Add(secret);
        Redactor padded = new();
        padded.Add(secret + " ");
        Redactor issued = new();
        issued.AddIssued(secret);

        Assert.Equal([shown, shown, shown], [added.Redact(text), padded.Redact(text), issued.Redact(text)]);
    }

    [Theory]
    [InlineData("svc:pw1", false)]
    [InlineData("svc:pw12", true)]
    public void Only_credentials_of_at_least_8_characters_are_masked_within_text(string pair, bool masked)
    {
        Redactor redactor = new();
        redactor.AddCredentials("svc", pair.Substring(4));
        string text = $"Basic {Base64(pair)} contains {pair}.";

        Assert.Equal(masked ? "Basic *** contains ***." : text, redactor.Redact(text));
        Assert.Equal(Redactor.Mask, redactor.RedactHeader(pair));
        Assert.Equal(Redactor.Mask, redactor.RedactHeader("Basic " + Base64(pair)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_empty_secret_masks_nothing(string? secret)
    {
        Redactor redactor = new();
        redactor.Add(secret);
        redactor.Add("   ");
        redactor.AddCredentials(User, secret);

        Assert.Equal("ops@example.com: is signed in", redactor.Redact("ops@example.com: is signed in"));
        Assert.Equal("", redactor.RedactHeader(""));
    }

    [Fact]
    public void Only_the_two_newest_access_tokens_are_masked()
    {
        const string Text = "access-token-0900 access-token-1000 access-token-1100";
        Redactor redactor = new();
        redactor.AddIssued("access-token-0900");
        redactor.AddIssued("access-token-1000");
        Assert.Equal("*** *** access-token-1100", redactor.Redact(Text));

        redactor.AddIssued("access-token-1100");
        Assert.Equal("access-token-0900 *** ***", redactor.Redact(Text));
    }

    [Fact]
    public void A_short_access_token_is_masked_only_as_a_whole_header()
    {
        Redactor redactor = new();
        redactor.AddIssued("tok-123");

        Assert.Equal(Redactor.Mask, redactor.RedactHeader("Bearer tok-123"));
        Assert.Equal("Bearer tok-124", redactor.RedactHeader("Bearer tok-124"));
        Assert.Equal("The prefix is tok-123.", redactor.Redact("The prefix is tok-123."));
    }

    [Theory]
    [InlineData("Gate2026")]
    [InlineData("Gate-2026")]
    [InlineData("Gate--2026")]
    public void Base64_is_masked_with_its_padding(string password)
    {
        Redactor redactor = new();
        redactor.AddCredentials(User, password);
        string header = Base64($"{User}:{password}");

        Assert.Equal("Basic ***, auth=***.", redactor.Redact($"Basic {header}, auth={Uri.EscapeDataString(header)}."));
    }

    [Theory]
    [InlineData("SXM/SXQ+RnJpZGF5", "***")]
    [InlineData("SXM_SXQ-RnJpZGF5", "***")]
    [InlineData("SXM-SXQ_RnJpZGF5", "SXM-SXQ_RnJpZGF5")]
    [InlineData("-XM/SXQ+RnJpZGF5", "-XM/SXQ+RnJpZGF5")]
    [InlineData("_XM/SXQ+RnJpZGF5", "_XM/SXQ+RnJpZGF5")]
    public void Only_the_two_special_characters_of_base64_differ_in_base64url(string text, string shown)
    {
        Redactor redactor = new();
        redactor.Add("Is?It>Friday");

        Assert.Equal(shown, redactor.Redact(text));
    }

    [Theory]
    [InlineData("deploy+token/42", "deploy+token/42 is not deploy-token_42", "*** is not deploy-token_42")]
    [InlineData("deploy-token-42", @"C:\tools\deploy-token-42", @"C:\tools\***")]
    [InlineData(@"CORP\svc-deploy", @"CORP\svc-deploy is not CORPsvc-deploy", "*** is not CORPsvc-deploy")]
    [InlineData("backup~2026-key", @"the key backup\~2026-key is escaped", "the key *** is escaped")]
    [InlineData(" deploy-token-42", "the token deploy-token-42 has expired", "the token *** has expired")]
    [InlineData("that's-our-key", "<b>that&apos;s-our-key</b>", "<b>***</b>")]
    [InlineData("our backup key", "<b>our&#x20;backup&#032;key</b>", "<b>***</b>")]
    public void Only_the_secret_itself_is_masked(string secret, string text, string shown)
    {
        Redactor redactor = new();
        redactor.Add(secret);

        Assert.Equal(shown, redactor.Redact(text));
    }

    [Theory]
    [InlineData("&#{0};")]
    [InlineData("&#00{0};")]
    [InlineData("&amp;#{0};")]
    [InlineData("&#x{0:x};")]
    [InlineData("&#X00{0:X};")]
    [InlineData("&amp;#x{0:x};")]
    public void A_secret_in_numeric_HTML_entities_is_masked(string format)
    {
        Redactor redactor = new();
        redactor.Add("kiosk-Möbel-7");
        string text = string.Concat("kiosk-Möbel-7".Select(c => string.Format(CultureInfo.InvariantCulture, format, (int)c)));

        Assert.Equal("<b>***</b>", redactor.Redact($"<b>{text}</b>"));
    }

    [Fact]
    public void A_secret_that_ends_within_a_surrogate_pair_is_masked()
    {
        Redactor redactor = new();
        redactor.Add("truncated-\uD83D");

        Assert.Equal("before *** after", redactor.Redact("before truncated-\uD83D after"));
    }

    [Fact]
    public void An_address_is_unchanged_unless_it_contains_a_secret()
    {
        Redactor redactor = new();
        redactor.Add("spring-2026-key");
        Uri address = new("https://API.atlassian.com/v1/teams");

        Assert.Same(address, redactor.Redact(address));
        Assert.Equal("https://api.atlassian.com/v1/***", redactor.Redact(new Uri("https://API.atlassian.com/v1/spring-2026-key"))!.AbsoluteUri);
        Assert.Null(redactor.Redact((Uri?)null));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Renew the API token.", "Renew the API token.")]
    [InlineData("Replace the token spring-2026-key.", "Replace the token ***.")]
    public void The_remedy_of_an_error_is_kept_without_secrets(string? remedy, string? shown)
    {
        Redactor redactor = new();
        redactor.Add("spring-2026-key");
        CompassApiException failure = new(CompassErrorKind.Unauthorized, "ListTeams", "The token is not valid.") { Remedy = remedy };

        Assert.Equal(shown, redactor.Redact(failure).Remedy);
    }

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
    public void Text_without_a_secret_is_unchanged()
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

    [Fact]
    public void A_secret_with_half_a_surrogate_pair_is_masked()
    {
        const string Secret = "backup\uD83D-2026-key";
        Redactor redactor = new();
        redactor.Add(Secret);

        Assert.Equal("the key *** is wrong", redactor.Redact("the key " + Secret + " is wrong"));
    }
}
