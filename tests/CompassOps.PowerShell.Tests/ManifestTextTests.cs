using CompassOps.Packaging;
using Xunit;

namespace CompassOps.PowerShell.Tests;

public class ManifestTextTests
{
    private readonly ManifestText _manifest = new(
        """
        @{
            # Ignored = 'a comment'
            ModuleVersion = '1.2.3'
            Author        = 'Siobhan O''Hara'   # It's she.
            RootModule    = if ($PSEdition -eq 'Core') { 'new.dll' } else { 'old.dll' }
            ('Key')       = 'in parentheses'
            Nothing       = @()
            PrivateData   = @{ PSData = @{
                Tags = 'one', 'two'
                Notes = @'
        It's new:

        - Name = 'value'
        '@
            } }
        }
        """);

    [Fact]
    public void A_quoted_text_is_read()
    {
        Assert.Equal("1.2.3", _manifest.Text("ModuleVersion"));
        Assert.Equal("Siobhan O'Hara", _manifest.Text("author"));
    }

    [Fact]
    public void All_texts_of_an_expression_are_read() =>
        Assert.Equal(["Core", "new.dll", "old.dll"], _manifest.Texts("RootModule"));

    [Fact]
    public void A_here_string_is_read_as_one_text()
    {
        Assert.Equal("It's new:\n\n- Name = 'value'", _manifest.Text("Notes"));
        Assert.False(_manifest.Has("Name"));
    }

    [Fact]
    public void A_key_in_parentheses_is_read() => Assert.Equal("in parentheses", _manifest.Text("Key"));

    [Fact]
    public void Comments_are_ignored() => Assert.False(_manifest.Has("Ignored"));

    [Fact]
    public void A_key_without_a_text_is_read()
    {
        Assert.True(_manifest.Has("Nothing"));
        Assert.Empty(_manifest.Texts("Nothing"));
    }

    [Theory]
    [InlineData("Missing")]
    [InlineData("Nothing")]
    [InlineData("Tags")]
    public void A_value_that_is_not_a_single_text_is_an_error(string key) =>
        Assert.Contains(key, Assert.Throws<PackagingException>(() => _manifest.Text(key)).Message, System.StringComparison.Ordinal);
}
