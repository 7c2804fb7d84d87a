using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tests.Adapters;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Tests.Cases;

/// <summary>Adapters over a small BERT that nobody trained: for tests in which it does not matter what they answer.</summary>
internal static class UntrainedAdapter
{
    /// <param name="model">The checkpoint folder.</param>
    /// <param name="folder">Where the adapter goes.</param>
    /// <param name="words">Whether it labels words.</param>
    /// <param name="inputs">What it says that it was trained on.</param>
    /// <param name="kind">What its labels are, where it labels texts.</param>
    /// <param name="labels">Its labels; null: some.</param>
    /// <returns>The folder.</returns>
    public static string Write(string model, string folder, bool words = false, TextInputs? inputs = null, LabelKind kind = LabelKind.One, string[]? labels = null)
    {
        using var scope = NewDisposeScope();
        using var bert = Frozen<BertEncoder>.Open(model);
        using var generator = new Generator(5);
        labels ??= kind == LabelKind.Value ? ["value"] : words ? ["O", "B-place", "I-place"] : ["bad", "good"];
        AnsweringHead<BertEncoder> head = words
            ? new TokenClassificationHead<BertEncoder>(bert, labels.Length, generator: generator)
            : new SequenceClassificationHead<BertEncoder>(bert, labels.Length, generator: generator, labels: kind);
        var prefix = OwnAdapter.Prefix(bert);
        AdapterFolder.Write(folder, bert.Prompt(prefix, head), OwnAdapter.Card(bert, prefix, head.Form, labels) with
        {
            TokenizerFingerprint = Tokenizer(model).Fingerprint,
            LabelKind = words ? null : kind,
            Inputs = inputs,
        }, baseModel: null);
        return folder;
    }

    public static TextTokenizer Tokenizer(string model) => TextTokenizer.Open(model, BertEncoder.Description.Tokenizers);
}
