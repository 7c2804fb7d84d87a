using System.Text.Json.Nodes;
using PromptGen.Adapters;
using PromptGen.Heads;
using PromptGen.Tests.Cases;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Adapters;

/// <summary>A card whose members contradict each other is refused, with what would be right.</summary>
public sealed class CardContradictionTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Theory]
    [InlineData("promptedLayers", "[2, 1, 0]", "'promptedLayers' is [2, 1, 0]; expected numbers of layers from 0 on, ascending, each once.")]
    [InlineData("promptedLayers", "[0, 0, 1]", "'promptedLayers' is [0, 0, 1]; expected numbers of layers from 0 on, ascending, each once.")]
    [InlineData("promptedLayers", "[-1, 0, 1]", "'promptedLayers' is [-1, 0, 1]; expected numbers of layers from 0 on, ascending, each once.")]
    [InlineData("promptedLayers", "[]", "'prefixLength' is 3 and 'promptedLayers' []; expected layers where there is a prefix, and none without one.")]
    [InlineData("inputs", "\"pairs\"", "is not an adapter's description")]
    public void Of_layers_and_inputs(string member, string value, string expected) => Refused(member, value, expected, words: false);

    [Fact]
    public void Of_what_labels_are() => Refused(
        "labelKind", "\"several\"", "'labelKind' is 'several', and the head is for TokenClassification; expected it with a head for SequenceClassification only.", words: true);

    [Fact]
    public void Ten_numbers_are_more_than_the_command_line_tells()
    {
        string[] labels = [.. Enumerable.Range(0, 10).Select(i => $"number {i}")];
        var adapter = UntrainedAdapter.Write(task.Model, task.InFolder("adapter"), labels: labels);
        Change(adapter, "labelKind", "\"value\"");
        var predict = CalledCommand.Run("predict", "--model", task.Model, "--adapter", adapter, "--text", "fine");
        Assert.Equal(1, predict.Status);
        Assert.Contains($"{adapter}: 'labelKind' is 'value' with 10 labels (number 0, number 1, number 2, ...)", predict.Error, StringComparison.Ordinal);
        // The library tells them all.
        using var read = AdapterFolder.Read(adapter);
        Assert.Equal(LabelKind.Value, read.Card.LabelKind);
    }

    private void Refused(string member, string value, string expected, bool words)
    {
        var adapter = UntrainedAdapter.Write(task.Model, task.InFolder("adapter"), words);
        Change(adapter, member, value);
        var message = Assert.Throws<AdapterException>(() => AdapterFolder.Read(adapter)).Message;
        Assert.StartsWith(Path.Combine(adapter, "promptgen.json"), message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static void Change(string adapter, string member, string value)
    {
        var path = Path.Combine(adapter, "promptgen.json");
        var card = JsonNode.Parse(File.ReadAllText(path))!;
        card[member] = JsonNode.Parse(value);
        File.WriteAllText(path, card.ToJsonString());
    }
}
