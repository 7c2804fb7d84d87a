using PromptGen.Adapters;
using PromptGen.Cli.Terminal;
using PromptGen.Encoders;
using PromptGen.Predictions;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Cli.Tasks;

/// <summary>Adapters over their one encoder, ready to predict; what is generic over the encoder lies behind it.</summary>
internal interface IOpenAdapters : IDisposable
{
    IReadOnlyList<OpenAdapter> Adapters { get; }

    /// <summary>Where they say what they notice; not standard output, where answers go.</summary>
    NoteWriter Notes { get; }

    /// <summary>Rows of several adapters go through the encoder together.</summary>
    /// <param name="requests">Rows, and which adapter is asked about each.</param>
    /// <param name="cancellation">Ends it between batches.</param>
    /// <returns>One for each request, in order.</returns>
    IReadOnlyList<Answer> Predict(IReadOnlyList<PredictionRequest> requests, CancellationToken cancellation = default);
}

/// <summary>Opens model, tokenizer and adapters with the encoder's own types.</summary>
/// <param name="model">The checkpoint folder.</param>
/// <param name="adapters">The adapters by the names that answers give them; copied.</param>
/// <param name="checks">Which checks may fail.</param>
/// <param name="batchSize">Rows in one pass.</param>
/// <param name="device">Where to compute.</param>
/// <param name="notes">Where it says what it notices.</param>
internal sealed class AdapterOpening(
    string model, IReadOnlyList<(string Name, Adapter Adapter, CommandTask Task)> adapters, AdapterChecks checks, int batchSize, Device device,
    NoteWriter notes)
    : IEncoderVisitor<IOpenAdapters>
{
    public IOpenAdapters Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        var tokenizer = TextTokenizer.Open(model, description.Tokenizers);
        foreach (var note in tokenizer.Notes) notes.Say("note", note);
        var frozen = Frozen<TEncoder>.Open(model);
        var coverage = EmbeddingCoverage.Of(tokenizer, frozen);
        frozen.MoveTo(device);
        var pool = new AdapterPool<TEncoder>(frozen, tokenizer.SpecialTokens.Padding, batchSize);
        var opened = new Opened<TEncoder>(frozen, pool, notes);
        foreach (var (name, adapter, task) in adapters)
        {
            pool.Add(name, adapter.Ready(frozen, tokenizer, checks));
            // PEFT does not say to how many tokens texts were cut: then all that there are positions for.
            var maxTokens = adapter.Card.MaxTokens
                ?? Math.Min(tokenizer.MaximumLength ?? int.MaxValue, frozen.LongestInput(adapter.Card.PrefixLength) ?? int.MaxValue);
            opened.Add(new OpenAdapter(opened, name, task, adapter.Card, tokenizer, maxTokens, coverage));
        }
        return opened;
    }

    private sealed class Opened<TEncoder>(Frozen<TEncoder> frozen, AdapterPool<TEncoder> pool, NoteWriter notes) : IOpenAdapters
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        private readonly List<OpenAdapter> all = [];

        public IReadOnlyList<OpenAdapter> Adapters => all;

        public NoteWriter Notes => notes;

        public void Add(OpenAdapter adapter) => all.Add(adapter);

        public IReadOnlyList<Answer> Predict(IReadOnlyList<PredictionRequest> requests, CancellationToken cancellation) => pool.Predict(requests, cancellation);

        public void Dispose()
        {
            pool.Dispose();
            frozen.Dispose();
        }
    }
}
