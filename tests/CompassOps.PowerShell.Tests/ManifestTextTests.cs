using CompassOps.Packaging;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>What is read out of a manifest where no shell is.</summary>
public class ManifestTextTests
{
    private readonly ManifestText _manifest = new(
        """
        @{
            # Ignored = 'a comment'
            ModuleVersion = '1.2.3'
            Author        = 'Siobhan O''Hara'   # It's she.
            RootModule    = if ($PSEdition -eq 'Core') { 'new.dll' } else { 'old.dll' }
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
    public void A_text_is_what_stands_between_its_quotes()
    {
        Assert.Equal("1.2.3", _manifest.Text("ModuleVersion"));
        Assert.Equal("Siobhan O'Hara", _manifest.Text("author"));
    }

    [Fact]
    public void An_expression_has_all_the_texts_that_stand_in_it() =>
        Assert.Equal(["Core", "new.dll", "old.dll"], _manifest.Texts("RootModule"));

    [Fact]
    public void A_here_string_is_one_text_whatever_it_says()
    {
        Assert.Equal("It's new:\n\n- Name = 'value'", _manifest.Text("Notes"));
        Assert.False(_manifest.Has("Name"));
    }

    [Fact]
    public void A_comment_is_passed_over() => Assert.False(_manifest.Has("Ignored"));

    [Fact]
    public void A_key_without_a_text_is_there_all_the_same()
    {
        Assert.True(_manifest.Has("Nothing"));
        Assert.Empty(_manifest.Texts("Nothing"));
    }

    [Theory]
    [InlineData("Missing")]
    [InlineData("Nothing")]
    [InlineData("Tags")]
    public void What_is_not_one_text_is_an_error(string key) =>
        Assert.Contains(key, Assert.Throws<PackagingException>(() => _manifest.Text(key)).Message, System.StringComparison.Ordinal);
}
