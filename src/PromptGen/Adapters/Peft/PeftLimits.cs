using PromptGen.Encoders;
using PromptGen.Heads;

namespace PromptGen.Adapters.Peft;

/// <summary>What PEFT cannot hold. Each reason completes a sentence that begins with the adapter.</summary>
internal static class PeftLimits
{
    /// <summary>Why PEFT would compute something else with this adapter, however its files are written; null: it would not.</summary>
    public static string? WhyNot<TEncoder>(AdapterCard card, Backbone<TEncoder> backbone) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var architecture = TEncoder.Description.Architecture;
        if (PeftTask.ModelType(TEncoder.Description) is not { } modelType)
            return $"is over a {architecture}, for which PEFT's prefix tuning fails or has no effect; it works over {string.Join(" and ", PeftTask.ModelTypes)}";
        if (PeftTask.For(card.Head?.Task) is not { } peft) return $"is for {card.Head!.Task}, for which PEFT has no class";
        if (card.PrefixLength == 0) return "has no prefix, and PEFT's has one virtual token at least";
        if (card.PromptedLayers is { } layers && layers.Count < backbone.LayerCount)
            return $"prompts the layers {string.Join(", ", layers)}, and PEFT prompts all {backbone.LayerCount}";
        if (card.PositionShift != card.PrefixLength)
            return $"moves the tokens by {card.PositionShift} positions, and PEFT moves them by the length of the prefix, {card.PrefixLength}";
        if (peft.TokenTypes != card.TokenTypes && HasSegments(backbone))
            return $"was trained with {nameof(AdapterCard.TokenTypes)} {card.TokenTypes}, and PEFT runs '{peft.Name}' with {peft.TokenTypes}";
        var head = peft.Heads[modelType];
        return card.Head == head || PoolerAsDense(card.Head, head) ? null : $"has a head that transformers' {architecture} does not have, {Parts(card.Head)}; expected {Parts(head)}";
    }

    /// <summary>Why PEFT cannot take prefix and head under the names that they have here; null: it can.</summary>
    public static string? WhyNotAsItIs<TEncoder>(AdapterCard card, Backbone<TEncoder> backbone) where TEncoder : Encoder, IDescribed<TEncoder> =>
        WhyNot(card, backbone) ?? (card.Head == HeadOver<TEncoder>(card)
            ? null
            : $"has a head that reads the frozen pooler, which PEFT takes as a part of the head; {nameof(PeftFolder)} writes it so");

    /// <summary>The head that transformers' model has for the adapter's task; only where <see cref="WhyNot"/> finds nothing.</summary>
    public static HeadForm? HeadOver<TEncoder>(AdapterCard card) where TEncoder : Encoder, IDescribed<TEncoder> =>
        PeftTask.For(card.Head?.Task)!.Heads[PeftTask.ModelType(TEncoder.Description)!];

    /// <summary>
    /// Whether a head is the same function as another when the pooler's weights become those of its dense layer: BERT's and RoBERTa's pooler is a
    /// dense layer and tanh over the first token.
    /// </summary>
    private static bool PoolerAsDense(HeadForm? head, HeadForm? other) =>
        head is { Input: HeadInput.Pooled, Dense: null, Norm: null, TiedBias: null }
        && other is { Input: HeadInput.FirstToken, Dense: not null, Activation: Activation.Tanh };

    /// <summary>With one row in its table, or none, an encoder cannot tell segments apart.</summary>
    private static bool HasSegments<TEncoder>(Backbone<TEncoder> backbone) where TEncoder : Encoder, IDescribed<TEncoder> =>
        CheckpointWeights.Find(backbone, "embeddings.token_type_embeddings.weight") is { } table && table.shape[0] > 1;

    private static string Parts(HeadForm? head) => head is null ? "none" : string.Join(", ", head.TensorNames().Select(name => $"'{name}'"));
}
