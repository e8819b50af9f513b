using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks the conversion of text with separators to a list.</summary>
public sealed class ListTextTests
{
    [Fact]
    public void Split_OfJoinedItems_ReturnsTheItems() => Prop.ForAll<string[]>(static given =>
    {
        string[] items = (given ?? []).Where(static item => !string.IsNullOrEmpty(item)).ToArray();
        return ListText.Split(ListText.Join(items)).SequenceEqual(items);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("prod, team0", "prod|team0")]
    [InlineData("prod;team0", "prod|team0")]
    [InlineData("\"a,b\" , c d", "a,b|c d")]
    [InlineData("5\" pipe", "5\" pipe")]
    [InlineData(" , ;", "")]
    public void Split_ReadsItems(string text, string items) => Assert.Equal(items, string.Join("|", ListText.Split(text)));

    [Theory]
    [InlineData("\"a")]
    [InlineData("\"a\" b")]
    [InlineData("a, \"")]
    public void Split_OfAnOpenQuotationMark_IsAnError(string text) => Assert.Throws<CompassArgumentException>(() => ListText.Split(text));
}
