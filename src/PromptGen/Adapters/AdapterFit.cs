using System.Globalization;
using PromptGen.Adapters.Peft;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tokenization;

namespace PromptGen.Adapters;

/// <summary>Whether an adapter fits what it is put over.</summary>
internal static class AdapterFit
{
    /// <param name="adapter">The adapter.</param>
    /// <param name="backbone">The encoder.</param>
    /// <param name="tokenizer">Null: inputs are ids already.</param>
    /// <param name="checks">Which may fail.</param>
    /// <exception cref="AdapterException">It does not fit.</exception>
    /// <exception cref="CheckpointException">The encoder has no embedding for tokens of the tokenizer's vocabulary.</exception>
    public static void Check<TEncoder>(Adapter adapter, Backbone<TEncoder> backbone, TextTokenizer? tokenizer, AdapterChecks checks)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var card = adapter.Card;
        Shapes(adapter, backbone);
        if (adapter.PassedBy is { } other) checks.Note($"{other} was not read: {AdapterTensors.FileName} is there, which PEFT takes too");
        var sameBase = BaseModel(card, backbone, checks);
        if (tokenizer is not null && EmbeddingCoverage.Of(tokenizer, backbone).Note is { } note) checks.Note(note);
        if (tokenizer is null) checks.NotChecked(AdapterCheck.Tokenizer, "no tokenizer was given");
        else checks.Compare(AdapterCheck.Tokenizer, "tokenizer (SHA-256)", card.TokenizerFingerprint, () => tokenizer.Fingerprint);
        if (card.LayerCount is not null || !sameBase)
            checks.Compare(AdapterCheck.Depth, "number of layers", Text(card.LayerCount), () => Text(backbone.LayerCount)!);
        checks.Compare(AdapterCheck.Positions, "position shift", Text(card.PositionShift), () => Text(backbone.PositionShift(card.PrefixLength))!);
        // Over the very encoder that it was trained on, a head may have a form of the trainer's own.
        if (!sameBase) Head(card, backbone, checks);
        checks.ThrowIfFailed(adapter.Folder);
    }

    /// <summary>What no forcing helps: another kind of encoder, or keys and values that are divided otherwise.</summary>
    private static void Shapes<TEncoder>(Adapter adapter, Backbone<TEncoder> backbone) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var (card, architecture) = (adapter.Card, TEncoder.Description.Architecture);
        if (card.Architecture is { } stored && stored != architecture)
            throw new AdapterException($"{adapter.Folder}: was trained with another encoder: the adapter says {stored}, here it is {architecture}.");
        if (card.PromptedLayers?.DefaultIfEmpty(0).Max() is { } last && last >= backbone.LayerCount)
            throw new AdapterException($"{adapter.Folder}: prompts layer {last}; this {architecture} has {backbone.LayerCount} layers.");
        if (card.PrefixLength > 0 && card.HeadCount is { } heads && heads != backbone.KeyValues(0).Heads)
            throw new AdapterException($"{adapter.Folder}: its prefix is divided into {heads} heads; this {architecture} has {backbone.KeyValues(0).Heads}.");
        if (backbone.LongestInput(card.PrefixLength) is < 1 and var longest)
            throw new AdapterException($"{adapter.Folder}: has a prefix of {card.PrefixLength}, which leaves no position for a token; this {architecture} has {longest + card.PrefixLength} in all.");
    }

    private static bool BaseModel<TEncoder>(AdapterCard card, Backbone<TEncoder> backbone, AdapterChecks checks) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        if (card.Architecture is null && PeftTask.ModelType(TEncoder.Description) is null)
            checks.Fail(AdapterCheck.BaseModel, $"is PEFT's, whose prefix tuning works over {string.Join(" and ", PeftTask.ModelTypes)}, "
                + $"and here is a {TEncoder.Description.Architecture}");
        return checks.Compare(AdapterCheck.BaseModel, "base model (SHA-256 of its weights)", card.BaseModelFingerprint, backbone.Fingerprint);
    }

    private static void Head<TEncoder>(AdapterCard card, Backbone<TEncoder> backbone, AdapterChecks checks) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        if (card.Head is not { } head) return;
        // PEFT's own files hold the head of one model of transformers, though this encoder may know others.
        var known = card.Architecture is null && PeftTask.ModelType(TEncoder.Description) is { } modelType
            ? PeftTask.For(head.Task)?.Heads[modelType] == head
            : backbone.Heads.Contains(head);
        if (!known)
            checks.Fail(AdapterCheck.Head, $"has a head that a {TEncoder.Description.Architecture} has not: {string.Join(", ", head.TensorNames().Select(name => $"'{name}'"))}");
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
