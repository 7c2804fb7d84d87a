using System.Text;
using System.Text.Json;
using PromptGen.Files;

namespace PromptGen.Tests.Files;

/// <summary>What is wrong with a text is said in words for who wrote it, not for who programs its reader.</summary>
public sealed class JsonFaultTests
{
    private static readonly JsonSerializerOptions Options = new()
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    };

    [Theory]
    [InlineData("", "f(1,1): is no point: it is empty, or ends where a value is expected")]
    [InlineData("{\"X\": 1,}", "f(1,9): is no point: a comma is followed by nothing")]
    [InlineData("{\"X\": 1 ", "f(1,9): is no point: it ends within an object or array")]
    [InlineData("{\"X", "f(1,4): is no point: it ends within a text")]
    [InlineData("{\"X\": 1, \"Y\": 2, \"Z\": 3}", "f(1,22): is no point: nothing is called 'Z' there")]
    [InlineData("{\"Y\": 2}", "f(1,9): is no point: it has no 'X'")]
    [InlineData("{\"X\": \"one\"}", "f(1,12): is no point: what stands at $.X is of another kind than expected")]
    [InlineData("{\"X\": 1, \"X\": 2}", "f(1,10): has 'X' twice in one object; expected each name once")]
    public void It_is_said(string json, string expected)
    {
        var fault = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Point>(json, Options));
        Assert.Equal(expected, JsonFault.Describe("f", Encoding.UTF8.GetBytes(json), "is no point", fault));
    }

    [Fact]
    public void Depth_and_encoding_are_said()
    {
        var deep = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 100)));
        Assert.EndsWith(": is not JSON: it is nested more than 64 deep", JsonFault.Describe("f", deep, "is not JSON", Thrown(deep)), StringComparison.Ordinal);
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray();
        Assert.Equal("f: is not JSON: it is not UTF-8", JsonFault.Describe("f", utf16, "is not JSON", Thrown(utf16)));
    }

    private static JsonException Thrown(byte[] json) => Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(json));

    private sealed record Point
    {
        public required int X { get; init; }

        public int Y { get; init; }
    }
}
