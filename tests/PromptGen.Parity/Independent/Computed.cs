using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Parity.Independent;

/// <summary>What the product computes for a batch: only its outside is used, by the type of model that <c>config.json</c> names.</summary>
/// <param name="States">The embeddings' output and every layer's, and the last hidden states, each [B, T, C].</param>
/// <param name="Labels">[B, labels], if a classifier was asked for.</param>
/// <param name="Words">[B, T, words], if a language model was asked for.</param>
internal sealed record Computed(EncoderOutput States, Tensor? Labels, Tensor? Words)
{
    /// <param name="folder">Of the checkpoint.</param>
    /// <param name="rows">The batch.</param>
    /// <param name="slots">The prefix; of length 0: none.</param>
    /// <param name="stored">The tensors of the checkpoint, for heads.</param>
    /// <param name="labels">The labels of its classifier; 0: it has none.</param>
    /// <param name="scoresWords">Whether it is a language model.</param>
    public static Computed Of(
        string folder, IReadOnlyList<Row> rows, Slots slots, IReadOnlyDictionary<string, Tensor> stored, int labels, bool scoresWords)
    {
        var description = new EncoderRegistry(typeof(BertEncoder).Assembly, typeof(Computed).Assembly).Find(CheckpointFolder.ReadConfig(folder))
            ?? throw new InvalidOperationException($"{folder}: there is no encoder for this config.json.");
        return description.Accept(new Visitor(folder, rows, slots, stored, labels, scoresWords));
    }

    private sealed class Visitor(
        string folder, IReadOnlyList<Row> rows, Slots slots, IReadOnlyDictionary<string, Tensor> stored, int labels, bool scoresWords)
        : IEncoderVisitor<Computed>
    {
        public Computed Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
            where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
            where TInput : IEncoderInput<TInput>
        {
            using var backbone = Frozen<TEncoder>.Open(folder);
            using var prefix = slots.Count == 0 ? null : Prefix<TEncoder>.FromFlat(backbone, new PrefixOptions { Length = slots.Count }, tensor(slots.Flat));
            var input = TInput.FromTensors(name => name switch
            {
                "input_ids" => Ids(row => row.Ids),
                "attention_mask" => Ids(row => row.IsToken.Select(isToken => isToken ? 1 : 0)),
                "token_type_ids" => Ids(row => row.TokenTypes),
                _ => null,
            });
            var output = backbone.Prompt(prefix).Encode(input, keepHiddenStates: true);
            return new Computed(
                output,
                labels == 0 ? null : Classifier(backbone).Logits(output),
                scoresWords ? LanguageModel(backbone, description).Logits(output) : null);
        }

        private Head<TEncoder> Classifier<TEncoder>(Backbone<TEncoder> backbone) where TEncoder : Encoder, IDescribed<TEncoder> =>
            Loaded(new SequenceClassificationHead<TEncoder>(backbone, labels, Form(backbone, HeadTask.SequenceClassification)));

        private Head<TEncoder> LanguageModel<TEncoder>(Backbone<TEncoder> backbone, EncoderDescription<TEncoder> description)
            where TEncoder : Encoder, IDescribed<TEncoder> =>
            Loaded(new LanguageModelHead<TEncoder>(backbone, description.Words!, Form(backbone, HeadTask.LanguageModel)));

        private Head<TEncoder> Loaded<TEncoder>(Head<TEncoder> head) where TEncoder : Encoder, IDescribed<TEncoder>
        {
            head.Load(stored);
            return head;
        }

        /// <summary>The form whose tensors the checkpoint has.</summary>
        private HeadForm Form<TEncoder>(Backbone<TEncoder> backbone, HeadTask task) where TEncoder : Encoder, IDescribed<TEncoder> =>
            backbone.Heads.First(form => form.Task == task && form.TensorNames().All(stored.ContainsKey));

        private Tensor Ids(Func<Row, IEnumerable<int>> ofRow) => stack([.. rows.Select(row => tensor(ofRow(row).Select(id => (long)id).ToArray()))]);
    }
}
