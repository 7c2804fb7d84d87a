using PromptGen.Adapters;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Cli.Commands;

/// <summary>An adapter over its encoder, ready to classify; what is generic over the encoder lies behind it.</summary>
internal interface IOpenClassifier : IDisposable
{
    IReadOnlyList<string> Labels { get; }

    /// <returns>One for each text, in order.</returns>
    IReadOnlyList<Prediction> Predict(IReadOnlyList<(string Text, string? Pair)> texts);
}

/// <summary>Opens model, tokenizer and adapter with the encoder's own types.</summary>
internal sealed class ClassifierOpening(string model, Adapter adapter, AdapterChecks checks, int batchSize, Device device) : IEncoderVisitor<IOpenClassifier>
{
    public IOpenClassifier Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        var tokenizer = TextTokenizer.Open(model, description.Tokenizers);
        var frozen = Frozen<TEncoder>.Open(model);
        frozen.MoveTo(device);
        var prompted = adapter.ClassifySequences(frozen, tokenizer, checks);
        if (prompted.Head.Labels != LabelKind.One)
            throw new AdapterException($"{adapter.Folder}: the outputs of its head mean {prompted.Head.Labels}; expected {LabelKind.One}: the probabilities of labels of which a text has one.");
        // PEFT does not say to how many tokens texts were cut: then all that there are positions for.
        var maxTokens = adapter.Card.MaxTokens
            ?? Math.Min(tokenizer.MaximumLength ?? int.MaxValue, frozen.LongestInput(adapter.Card.PrefixLength) ?? int.MaxValue);
        return new Opened<TEncoder, TInput>(prompted, tokenizer, adapter.Card.Labels, maxTokens, new SequenceClassifier(batchSize, tokenizer.SpecialTokens.Padding));
    }

    private sealed class Opened<TEncoder, TInput>(
        PromptedModel<TEncoder, SequenceClassificationHead<TEncoder>> model, TextTokenizer tokenizer, IReadOnlyList<string> labels, int maxTokens,
        SequenceClassifier classifier)
        : IOpenClassifier
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        public IReadOnlyList<string> Labels => labels;

        public IReadOnlyList<Prediction> Predict(IReadOnlyList<(string Text, string? Pair)> texts)
        {
            var tokenized = texts.Select(t => tokenizer.Encode(t.Text, t.Pair, maxTokens)).ToList();
            var cut = tokenized.Count(t => t.IsTruncated);
            if (cut > 0) Console.Error.WriteLine($"note        {cut} of {tokenized.Count} texts were cut to {maxTokens} tokens");
            return [.. classifier.Probabilities(model, tokenized).Select(p => Prediction.Of(p, labels))];
        }

        public void Dispose() => model.Backbone.Dispose();
    }
}
