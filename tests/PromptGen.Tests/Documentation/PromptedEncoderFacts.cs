using System.Text.Json;
using PromptGen.Backbones;
using PromptGen.Prefixes;
using PromptGen.Tasks;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Documentation;

/// <summary>What the picture of the method shows: the first run of a newcomer, counted by the product itself.</summary>
internal sealed record PromptedEncoderFacts
{
    /// <summary>The encoder's folder, as its name.</summary>
    public required string Model { get; init; }

    public required int Layers { get; init; }

    /// <summary>The blocks of a layer in their order, as the schema names them.</summary>
    public required IReadOnlyList<string> Blocks { get; init; }

    public required bool Pooler { get; init; }

    public required int PrefixLength { get; init; }

    /// <summary>How many numbers a key has, and a value.</summary>
    public required int Width { get; init; }

    /// <summary>A message.</summary>
    public required string Text { get; init; }

    public required int Tokens { get; init; }

    public required int Labels { get; init; }

    public required long Frozen { get; init; }

    public required long PrefixParameters { get; init; }

    public required long HeadParameters { get; init; }

    public long Trained => PrefixParameters + HeadParameters;

    public static PromptedEncoderFacts OfFirstRun()
    {
        var desk = Repository.Path("samples", "support-desk");
        using var recipe = JsonDocument.Parse(Repository.Read("samples", "support-desk", "intents.json"));
        using var schema = JsonDocument.Parse(Repository.Read("schemas", "bert.json"));
        var layers = schema.RootElement.GetProperty("layers");
        var kind = layers.GetProperty("kinds").GetProperty(layers.GetProperty("pattern").GetString()!);
        var model = Path.GetFullPath(Path.Combine(desk, recipe.RootElement.GetProperty("model").GetString()!));

        using var bert = BertEncoder.Open(model);
        var tokenizer = TextTokenizer.Open(model, BertEncoder.Description.Tokenizers);
        var task = new SequenceClassificationTask(LabelSet.From(TextExamples.Read(Path.Combine(desk, "train.jsonl"))));
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = recipe.RootElement.GetProperty("prefixLength").GetInt32() });
        var head = task.NewHead(bert);
        var (text, tokens) = TextExamples.Read(Path.Combine(desk, "test.jsonl"))
            .Select(example => (example.Text, Tokens: tokenizer.Encode(example.Text).Length)).First(message => message.Tokens is >= 12 and <= 16);
        return new PromptedEncoderFacts
        {
            Model = Path.GetFileName(model),
            Layers = bert.LayerCount,
            Blocks = [.. kind.GetProperty("order").EnumerateArray().Select(block => block.GetString()!)],
            Pooler = bert.HasPooler,
            PrefixLength = prefix.Length,
            Width = bert.KeyValues(0).PrefixColumns / 2,
            Text = text,
            Tokens = tokens,
            Labels = task.Labels.Count,
            Frozen = bert.ParameterCount,
            PrefixParameters = bert.Prompt(prefix, head).TrainableCount - bert.Prompt(null, head).TrainableCount,
            HeadParameters = bert.Prompt(null, head).TrainableCount,
        };
    }
}
