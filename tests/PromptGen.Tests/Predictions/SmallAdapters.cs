using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tokenization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PromptGen.Tests.Predictions;

/// <summary>Tiny models over one tiny BERT, all with weights so large that no two answer alike.</summary>
internal static class SmallAdapters
{
    public static readonly string[] Labels = ["no", "perhaps", "yes"];

    public static readonly BertConfig Config = new()
    {
        VocabSize = 40, HiddenSize = 16, LayerCount = 2, HeadCount = 2, IntermediateSize = 24, MaxPositions = 20,
    };

    public static Frozen<BertEncoder> Bert(long seed = 1)
    {
        var bert = BertEncoder.Random(Config, seed);
        Perturb(bert.Encoder.parameters(), 0.3, seed);
        return bert;
    }

    public static PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> Classifier(Frozen<BertEncoder> bert, PrefixOptions? prefix, long seed) =>
        Model(bert, prefix, new SequenceClassificationHead<BertEncoder>(bert, Labels.Length), seed);

    public static PromptedModel<BertEncoder, TokenClassificationHead<BertEncoder>> Tagger(Frozen<BertEncoder> bert, PrefixOptions? prefix, long seed) =>
        Model(bert, prefix, new TokenClassificationHead<BertEncoder>(bert, Labels.Length), seed);

    public static TokenizedText Text(int length, int seed)
    {
        var random = new Random(seed);
        return new TokenizedText([.. Enumerable.Range(0, length).Select(_ => random.Next(1, Config.VocabSize))], new int[length]);
    }

    /// <summary>What a model says of one text that is alone in its batch.</summary>
    /// <returns>[labels], or [T · labels].</returns>
    public static double[] Alone<THead>(PromptedModel<BertEncoder, THead> model, TokenizedText text) where THead : Head<BertEncoder>
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return [.. nn.functional.softmax(model.Logits(TokenInput.Collate([text], 0, CPU)).to(ScalarType.Float64), -1).data<double>()];
    }

    /// <summary>The scores before any softmax.</summary>
    /// <inheritdoc cref="Alone" path="/returns"/>
    public static double[] Logits<THead>(PromptedModel<BertEncoder, THead> model, TokenizedText text) where THead : Head<BertEncoder>
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return [.. model.Logits(TokenInput.Collate([text], 0, CPU)).to(ScalarType.Float64).data<double>()];
    }

    public static PromptedModel<BertEncoder, THead> Model<THead>(Frozen<BertEncoder> bert, PrefixOptions? options, THead head, long seed)
        where THead : Head<BertEncoder>
    {
        var prefix = options is null ? null : new Prefix<BertEncoder>(bert, options);
        if (prefix is not null) Perturb(prefix.Parameters().Select(p => p.Parameter), 0.7, seed);
        Perturb(head.Weights().Select(p => p.Parameter), 0.7, seed + 1);
        var model = bert.Prompt(prefix, head);
        model.Eval();
        return model;
    }

    private static void Perturb(IEnumerable<Parameter> parameters, double size, long seed)
    {
        using var noGrad = no_grad();
        using var generator = new Generator((ulong)seed);
        foreach (var parameter in parameters)
        {
            using var noise = empty(parameter.shape).normal_(0, size, generator);
            parameter.add_(noise);
        }
    }
}
