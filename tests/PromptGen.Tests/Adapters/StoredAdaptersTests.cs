using System.Text.Json;
using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>Adapters that users stored with the first format still load and give what they gave (<c>Fixtures/format1/README.md</c>).</summary>
public sealed class StoredAdaptersTests : IDisposable
{
    private const double Tolerance = 2e-5;

    private static readonly string Folder = Repository.Path("tests", "PromptGen.Tests", "Adapters", "Fixtures", "format1");
    private static readonly string Checkpoint = Repository.Path("samples", "models", "promptgen-mini");

    private readonly Frozen<BertEncoder> bert = BertEncoder.Open(Checkpoint);
    private readonly TextTokenizer tokenizer = TextTokenizer.Open(Checkpoint, BertEncoder.Description.Tokenizers);

    public static TheoryData<string> Names => [.. Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public void Dispose() => bert.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Loads_without_forcing_a_check_and_gives_what_it_gave(string name)
    {
        using var noGrad = no_grad();
        using var adapter = AdapterFolder.Read(Path.Combine(Folder, name));
        var expected = JsonSerializer.Deserialize<Dictionary<string, float[]>>(File.ReadAllText(Path.Combine(Folder, "expected.json")))![name];

        var given = PeftFixture.Numbers(Outputs(adapter).to_type(ScalarType.Float32));

        Assert.Equal(expected.Length, given.Length);
        Assert.All(expected.Zip(given), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private Tensor Outputs(Adapter adapter)
    {
        var input = OwnAdapter.Input();
        return adapter.Card.Head?.Task switch
        {
            null => adapter.Encode(bert, tokenizer).Encode(input).LastHidden.slice(2, 0, 16, 1),
            HeadTask.SequenceClassification => adapter.ClassifySequences(bert, tokenizer).Logits(input),
            HeadTask.TokenClassification => adapter.ClassifyTokens(bert, tokenizer).Logits(input),
            HeadTask.QuestionAnswering => adapter.AnswerQuestions(bert, tokenizer).Logits(input),
            HeadTask.MultipleChoice => adapter.ChooseAmong(bert, tokenizer, choiceCount: 2).Logits(input),
            HeadTask.LanguageModel => adapter.Under(bert, tokenizer, LanguageModel()).Logits(input).slice(2, 0, 16, 1),
            var task => throw new InvalidOperationException($"{adapter.Folder}: {task} has no stored adapter."),
        };
    }

    private LanguageModelHead<BertEncoder> LanguageModel()
    {
        var head = new LanguageModelHead<BertEncoder>(bert, TiedWords.OfEncoder<BertEncoder>());
        head.Load(CheckpointFolder.ReadHead(Checkpoint, head.Form)!);
        return head;
    }
}
