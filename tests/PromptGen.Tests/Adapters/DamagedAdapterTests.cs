using PromptGen.Adapters;
using PromptGen.Adapters.Peft;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tests.Build;
using PromptGen.Tests.Checkpoints;
using PromptGen.Tests.Hostile;
using Xunit.Abstractions;
using static TorchSharp.torch;
using TemporaryFolder = PromptGen.Tests.Build.TemporaryFolder;

namespace PromptGen.Tests.Adapters;

/// <summary>A damaged adapter is refused by an error that names the place, or it works; and nothing that is made of it is half-written.</summary>
public sealed class DamagedAdapterTests(ITestOutputHelper output) : IDisposable
{
    private const int RoundsInGate = 540;

    private const string Pickled = ".bin";

    private static readonly string[] Bases = ["bert_seq_cls", "bert_tok_cls", "bert_qa", "roberta_seq_cls", "minimal/bert_seq_cls", "minimal/roberta_features", "own", "bert_seq_cls.bin", "bert_qa.bin"];

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, Frozen<BertEncoder>> berts = [];
    private readonly Dictionary<string, Frozen<RobertaEncoder>> robertas = [];

    public void Dispose()
    {
        foreach (var bert in berts.Values) bert.Dispose();
        foreach (var roberta in robertas.Values) roberta.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Every_damage_is_named_or_does_no_harm()
    {
        var random = new Random(20260716);
        var campaign = new Campaign(output, "adapters");
        for (var round = 0; round < Campaign.Rounds(RoundsInGate); round++)
        {
            using var scope = NewDisposeScope();
            var name = Bases[round % Bases.Length];
            var adapter = folder.File($"adapter{round}");
            if (name == "own") WriteOwn(adapter);
            else if (name.EndsWith(Pickled, StringComparison.Ordinal)) AdapterPickle.Repack(PeftFixture.Copy(Model(name), adapter), random.GetItems([TorchFormat.Legacy, TorchFormat.Archive], 1)[0]);
            else PeftFixture.Copy(name, adapter);
            var damage = $"{round} {name}: {DamagedFolder.Damage(adapter, random)}";
            campaign.Attack(
                damage,
                () =>
                {
                    using var noGrad = no_grad();
                    using var ofUse = NewDisposeScope();
                    Use(name, adapter);
                },
                e => e is AdapterException ? e.Message.StartsWith(adapter, StringComparison.Ordinal) && e.Message.Length > adapter.Length + 10 : null,
                () => Directory.GetFileSystemEntries(folder.Path).Length != 1 ? "left something beside the adapter" : null);
            Directory.Delete(adapter, recursive: true);
        }
        campaign.Verify(leastClear: 0.5, leastWorking: 0.05);
    }

    private static string Model(string name) => name.Replace(Pickled, "", StringComparison.Ordinal);

    private void Use(string name, string path)
    {
        using var adapter = AdapterFolder.Read(path);
        if (name.Contains("roberta", StringComparison.Ordinal)) Use(adapter, Open(robertas, name, PeftFixture.Roberta));
        else Use(adapter, Open(berts, name == "own" ? "bert_seq_cls" : Model(name), PeftFixture.Bert));
    }

    private static Frozen<TEncoder> Open<TEncoder>(Dictionary<string, Frozen<TEncoder>> open, string name, Func<string, Frozen<TEncoder>> one)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        if (!open.TryGetValue(name, out var backbone)) open.Add(name, backbone = one(name));
        return backbone;
    }

    /// <summary>Answers once, and goes to PEFT and back, which must give the same or be refused.</summary>
    private void Use<TEncoder>(Adapter adapter, Frozen<TEncoder> backbone) where TEncoder : Encoder<TokenInput>, IDescribed<TEncoder>
    {
        var answer = Answer(adapter, backbone);
        var exported = folder.File("exported");
        try
        {
            PeftFolder.Write(exported, adapter, backbone, "base");
        }
        catch (AdapterException e) when (e.Message.Contains("cannot be written for PEFT", StringComparison.Ordinal))
        {
            return;
        }
        using (var back = AdapterFolder.Read(exported)) Assert.Equal(answer, Answer(back, backbone));
        Directory.Delete(exported, recursive: true);
    }

    private static float[] Answer<TEncoder>(Adapter adapter, Frozen<TEncoder> backbone) where TEncoder : Encoder<TokenInput>, IDescribed<TEncoder>
    {
        // The tensors of RoBERTa have one segment.
        var input = OwnAdapter.Input();
        if (backbone is Frozen<RobertaEncoder>) input = new TokenInput(input.Ids, input.Mask);
        return PeftFixture.Numbers(adapter.Card.Head?.Task switch
        {
            HeadTask.SequenceClassification => adapter.ClassifySequences(backbone, null).Logits(input),
            HeadTask.TokenClassification => adapter.ClassifyTokens(backbone, null).Logits(input),
            HeadTask.QuestionAnswering => adapter.AnswerQuestions(backbone, null).Logits(input),
            HeadTask.MultipleChoice => adapter.ChooseAmong(backbone, null, 2).Logits(input),
            _ => adapter.Encode(backbone, null).Encode(input).LastHidden,
        });
    }

    private void WriteOwn(string path)
    {
        var bert = Open(berts, "bert_seq_cls", PeftFixture.Bert);
        using var generator = new Generator(1);
        var model = bert.Prompt(OwnAdapter.Prefix(bert), new SequenceClassificationHead<BertEncoder>(bert, 3, generator: generator)).Evaluated();
        AdapterFolder.Write(path, model, OwnAdapter.Card(bert, model.Prefix, model.Head.Form, "a", "b", "c"), "base");
    }
}
