using System.Text;
using CompassOps.Serialization;

namespace CompassOps.Core.Tests;

/// <summary>Checks that the client finds the error message of the service in each known JSON format.</summary>
public sealed class ServiceErrorTests
{
    [Theory]
    [InlineData("""{"errors":[{"title":"First","code":"A"},{"title":"Second","code":"B"}]}""", "First; Second", "A")]
    [InlineData("""{"errors":[{"title":"First"},{"title":"Second","code":"B"}]}""", "First; Second", "B")]
    [InlineData("""{"errors":["Plain",{"message":"Named"}]}""", "Plain; Named", null)]
    [InlineData("""{"errorMessages":["Old style"],"errors":{}}""", "Old style", null)]
    [InlineData("""{"errors":[{"detail":"Only a detail","status":422}]}""", "Only a detail", "422")]
    [InlineData("""{"errors":[{"title":"Title","detail":"Detail"}]}""", "Title: Detail", null)]
    [InlineData("""{"errors":[{"title":"The same","detail":"The same"}]}""", "The same", null)]
    [InlineData("""{"errors":[{"title":null,"message":"After a null","code":true,"status":"S"}]}""", "After a null", "S")]
    [InlineData("""{"error":{"message":"Inner","code":7}}""", "Inner", "7")]
    [InlineData("""{"error":"invalid_request","error_description":"No such thing"}""", "invalid_request: No such thing", null)]
    [InlineData("""{"errors":[],"message":"Beside an empty list"}""", "Beside an empty list", null)]
    [InlineData("""{"errors":[7,null,{"code":"Only a code"}]}""", null, "Only a code")]
    [InlineData("""{"message":"Please check the errors.","errors":{"interval":"must be at least 1"},"took":0.1}""", "Please check the errors: interval: must be at least 1", null)]
    [InlineData("""{"code":422,"message":"Invalid","errors":{"name":["is empty",null,"is short"],"unit":{"message":"is unknown"}}}""", "Invalid: name: is empty, is short; unit: is unknown", "422")]
    [InlineData("""{"errorMessages":[],"errors":{"startDate":"is in the past"}}""", "startDate: is in the past", null)]
    [InlineData("""{"errorMessages":["Rejected"],"errors":{"startDate":"is in the past"}}""", "Rejected: startDate: is in the past", null)]
    [InlineData("""{"message":"Only this","errors":{"startDate":null,"endDate":7,"rules":[]}}""", "Only this", null)]
    public void The_service_message_is_found(string body, string? message, string? code) =>
        Assert.Equal(new ServiceError(message, code), ErrorReader.Read(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{\"message\":\"cut off")]
    [InlineData("""{"message":"\ud800"}""")]
    [InlineData("<html>")]
    public void A_body_without_a_message_gives_none(string body) => Assert.Equal(default, ErrorReader.Read(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_service_message_becomes_one_line_of_at_most_500_characters()
    {
        Assert.Equal("a  b c", PlainText.Line(" a\r\nb\u2028c\t"));
        Assert.Equal("x\uD83D\uDE00y z", PlainText.Line("x\uD83D\uDE00y\u2029z"));
        Assert.Equal("x y z", PlainText.Line("x\uD83Dy\uDE00z"));
        Assert.Equal(new string('n', 499) + "…", PlainText.Line(new string('n', 499) + "\uD83D\uDE00"));
        Assert.Equal(new string('n', 498) + "\uD83D\uDE00", PlainText.Line(new string('n', 498) + "\uD83D\uDE00"));
        Assert.Equal(new string('n', 500), PlainText.Line(new string('n', 500)));
        Assert.Equal(new string('n', 500) + "…", PlainText.Line(new string('n', 501)));
        Assert.Null(PlainText.Line(" \r\n"));
    }
}
