using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// The decoded query parameters of a request. A plus sign means a space, as in Java servers. Unknown parameters are ignored,
/// because proxies can add parameters.
/// </summary>
internal sealed class Query
{
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    /// <exception cref="ApiException">400: the percent-encoding is not valid, or the decoded text is not UTF-8.</exception>
    public static Query Parse(string text)
    {
        Query query = new();
        if (text.Length == 0)
        {
            return query;
        }

        foreach (string pair in text.Split('&'))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? pair : pair[..equals];
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            query._parameters.Add(new KeyValuePair<string, string>(Decode(name.Replace('+', ' ')), Decode(value.Replace('+', ' '))));
        }

        return query;
    }

    /// <summary>Decodes percent-encoded text. Plus signs do not change.</summary>
    /// <exception cref="ApiException">400: the percent-encoding is not valid, or the decoded text is not UTF-8.</exception>
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        byte[] bytes = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                bytes[length++] = (byte)text[i];
            }
            else if (i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes[length++] = value;
                i += 2;
            }
            else
            {
                throw ApiException.Gateway(400, Messages.PercentEncoding);
            }
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw ApiException.Gateway(400, Messages.AddressNotUtf8);
        }
    }

    /// <summary>Returns the value of a parameter. Returns null if the request does not contain the parameter.</summary>
    /// <exception cref="ApiException">400: the request contains the parameter twice.</exception>
    public string? this[string name]
    {
        get
        {
            string? found = null;
            foreach ((string key, string value) in _parameters)
            {
                if (key == name)
                {
                    found = found is null ? value : throw ApiException.Invalid(Messages.ParameterTwice(name));
                }
            }

            return found;
        }
    }

    /// <exception cref="ApiException">400: the value is not an integer, or is less than the minimum.</exception>
    public int Number(string name, int minimum, int absent)
    {
        string? text = this[name];
        return text is null ? absent
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= minimum ? value
            : throw ApiException.Invalid(Messages.ParameterNumber(name, minimum));
    }
}
