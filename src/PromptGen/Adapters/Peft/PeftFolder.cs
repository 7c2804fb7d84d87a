using PromptGen.Encoders;
using PromptGen.Files;
using PromptGen.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Adapters.Peft;

/// <summary>
/// Writes adapters for Hugging Face PEFT: <c>adapter_config.json</c>, <c>adapter_model.safetensors</c>, and a <c>README.md</c> with what PEFT
/// has no place for. <see cref="AdapterFolder.Read"/> reads such a folder.
/// </summary>
public static class PeftFolder
{
    private static readonly FileSet Files = new(AdapterTensors.FileName, PeftReadme.FileName, PeftConfig.FileName);

    /// <summary>Says early that <see cref="Write"/> could not write there.</summary>
    /// <param name="folder">Where an adapter is to go.</param>
    /// <exception cref="AdapterException">It is no new or empty folder, or cannot be written.</exception>
    public static void CheckTarget(string folder) => AdapterTarget.Check(folder, replaced: null);

    /// <summary>
    /// Writes an adapter so that PEFT computes the same with it. The head of a RoBERTa, which there has a dense layer of its own in place of the
    /// pooler, gets the pooler's weights.
    /// </summary>
    /// <param name="folder">Where; it must not be there, or be empty. It appears whole.</param>
    /// <param name="adapter">The adapter.</param>
    /// <param name="backbone">The encoder that it was trained on.</param>
    /// <param name="baseModel">The base model's name or path, which PEFT keeps; null: none.</param>
    /// <param name="checks">Which checks of adapter and encoder may fail; null: none.</param>
    /// <returns>What PEFT has no place for and only the <c>README.md</c> says, a phrase each.</returns>
    /// <exception cref="AdapterException">PEFT would compute something else with it, it does not fit the encoder, or the folder cannot be written.</exception>
    public static IReadOnlyList<string> Write<TEncoder>(
        string folder, Adapter adapter, Backbone<TEncoder> backbone, string? baseModel, AdapterChecks? checks = null)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var card = adapter.Card;
        var model = adapter.Encode(backbone, tokenizer: null, checks);
        if (PeftLimits.WhyNot(card, backbone) is { } reason) throw new AdapterException($"{adapter.Folder}: cannot be written for PEFT: it {reason}.");

        var task = PeftTask.For(card.Head?.Task)!;
        var head = Head(adapter, PeftLimits.HeadOver<TEncoder>(card), backbone).ToList();
        AdapterFolder.Replace(folder, Files, replaced: null, temporary =>
        {
            AdapterTensors.Write(temporary, model.Prefix!.Flat().detach(), head);
            File.WriteAllText(Path.Combine(temporary, PeftReadme.FileName), PeftReadme.Of(task, card, baseModel));
            PeftConfig.Of(task, card.PrefixLength, backbone, baseModel).Write(temporary);
        });
        return Lost(card);
    }

    private static IEnumerable<(string Name, Tensor Tensor)> Head<TEncoder>(Adapter adapter, HeadForm? form, Backbone<TEncoder> backbone)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        if (form is null) yield break;
        var own = adapter.Card.Head!;
        foreach (var part in new[] { "weight", "bias" })
        {
            yield return ($"{form.Output}.{part}", adapter.Stored($"{AdapterTensors.HeadRoot}{own.Output}.{part}").to(ScalarType.Float32));
            if (form.Dense is null) continue;
            yield return ($"{form.Dense}.{part}", own.Dense is not null
                ? adapter.Stored($"{AdapterTensors.HeadRoot}{own.Dense}.{part}").to(ScalarType.Float32)
                : CheckpointWeights.Find(backbone, $"pooler.dense.{part}")
                    ?? throw new AdapterException($"{adapter.Folder}: its head reads the pooler, and this checkpoint has none."));
        }
    }

    private static List<string> Lost(AdapterCard card)
    {
        var lost = new List<string>();
        if (card.Labels.Count > 0) lost.Add($"the label names {string.Join(", ", card.Labels)}");
        if (card.LabelKind is { } kind) lost.Add($"what the outputs mean, {nameof(AdapterCard.LabelKind)} {kind}");
        if (card.MaxTokens is { } most) lost.Add($"the most tokens of a row, {most}");
        if (card.BaseModelFingerprint is not null) lost.Add("the fingerprint of the base model");
        if (card.TokenizerFingerprint is not null) lost.Add("the fingerprint of the tokenizer");
        if (card.Training is not null) lost.Add("how it was trained");
        return lost;
    }
}
