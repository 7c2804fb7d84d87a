using PromptGen.Tasks.Reading;

namespace PromptGen.Tests.Tasks.Reading;

public sealed class Utf8LinesTests
{
    [Theory]
    [InlineData(10, 1, true)]
    [InlineData(100_000, 1, true)]
    [InlineData(100_000, 70_000, true)]
    [InlineData(200_000, 1, false)]
    [InlineData(200_000, 140_000, false)]
    public void A_line_is_as_long_as_it_may_be_and_no_longer(int length, int before, bool read)
    {
        const int longest = 131_072;
        byte[] bytes = [.. Enumerable.Repeat((byte)'a', before - 1), (byte)'\n', .. Enumerable.Repeat((byte)'b', length - 1), (byte)'\n', (byte)'c'];
        using var stream = new MemoryStream(bytes);
        List<int> Lengths() => [.. Utf8Lines.Of(stream, longest).Select(line => line.Bytes.Length)];
        if (before > longest) Assert.Equal(1, Assert.Throws<DamagedLine>(Lengths).Line);
        else if (read) Assert.Equal([before, length, 1], Lengths());
        else Assert.Equal(2, Assert.Throws<DamagedLine>(Lengths).Line);
    }
}
