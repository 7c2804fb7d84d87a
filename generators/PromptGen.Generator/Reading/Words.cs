using System;
using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>The words of one enum.</summary>
internal abstract class Words(string definition)
{
    /// <summary>Its name in <c>architecture.schema.json</c>.</summary>
    public string Definition => definition;

    public abstract IEnumerable<string> All { get; }

    public static readonly Words<OptionKind> OptionKinds = new("optionKind", "a kind of option",
        ("activation", OptionKind.Activation), ("switch", OptionKind.Switch), ("relativeScores", OptionKind.RelativeScores), ("headInput", OptionKind.HeadInput));

    public static readonly Words<bool> Switches = new("switch", "a state of a switch", ("on", true), ("off", false));

    public static readonly Words<RelativeScore> RelativeScores = new("relativeScore", "a kind of relative score",
        ("contentToPosition", RelativeScore.ContentToPosition), ("positionToContent", RelativeScore.PositionToContent));

    public static readonly Words<RelativeKind> RelativeKinds = new("relativeKind", "a kind of relative attention", ("disentangled", RelativeKind.Disentangled), ("keys", RelativeKind.Keys));

    public static readonly Words<ScoreBiasKind> ScoreBiasKinds = new("scoreBiasKind", "a kind of score bias", ("learned", ScoreBiasKind.Learned), ("linear", ScoreBiasKind.Linear));

    public static readonly Words<FusedLayout> FusedLayouts = new("fusedLayout", "a layout of fused projections",
        ("blocks", FusedLayout.Blocks), ("perHead", FusedLayout.PerHead));

    public static readonly Words<PaddingEmbeddings> PaddingEmbeddings = new("paddingEmbeddings", "a way with the embeddings of padding",
        ("kept", Model.PaddingEmbeddings.Kept), ("zeroed", Model.PaddingEmbeddings.Zeroed));

    public static readonly Words<ProjectionPresence> ProjectionPresences = new("projectionPresence", "a presence of projections",
        ("always", ProjectionPresence.Always), ("widthsDiffer", ProjectionPresence.WidthsDiffer));

    public static readonly Words<Activation> Activations = new("activationName", "an activation",
        ("gelu", Activation.Gelu), ("geluTanh", Activation.GeluTanh), ("relu", Activation.Relu), ("silu", Activation.Silu), ("tanh", Activation.Tanh));

    public static readonly Words<NormKind> NormKinds = new("normKind", "a kind of norm", ("layer", NormKind.Layer), ("rms", NormKind.Rms));

    public static readonly Words<bool> NormAbsences = new("normAbsence", "a place without norm", ("firstLayer", true));

    public static readonly Words<RotaryPairing> RotaryPairings = new("rotaryPairing", "a pairing of numbers",
        ("halves", RotaryPairing.Halves), ("neighbors", RotaryPairing.Neighbors));

    public static readonly Words<ActivatedHalf> ActivatedHalves = new("activatedHalf", "a half to activate",
        ("first", ActivatedHalf.First), ("second", ActivatedHalf.Second));

    public static readonly Words<TableIndex> TableIndexes = new("tableIndex", "an index of tables",
        ("ids", TableIndex.Ids), ("positions", TableIndex.Positions), ("blockPositions", TableIndex.BlockPositions), ("tokenTypes", TableIndex.TokenTypes));

    public static readonly Words<PositionCount> PositionCounts = new("positionCount", "a way to count positions",
        ("all", PositionCount.All), ("afterPadding", PositionCount.AfterPadding), ("blocks", PositionCount.Blocks));

    public static readonly Words<PrefixPositions> PrefixPositions = new("prefixPositions", "a rule for positions after a prefix",
        ("shifts", Model.PrefixPositions.Shifts), ("unshifted", Model.PrefixPositions.Unshifted));

    public static readonly Words<Visibility> Visibilities = new("visibility", "a visibility",
        ("all", Visibility.All), ("betweenTokens", Visibility.BetweenTokens), ("causal", Visibility.Causal), ("contextThenCausal", Visibility.ContextThenCausal));

    public static readonly Words<PooledToken> PooledTokens = new("pooledToken", "a token to pool", ("first", PooledToken.First));

    public static readonly Words<HeadTask> HeadTasks = new("headTask", "a task of heads",
        ("sequenceClassification", HeadTask.SequenceClassification), ("tokenClassification", HeadTask.TokenClassification),
        ("questionAnswering", HeadTask.QuestionAnswering), ("multipleChoice", HeadTask.MultipleChoice),
        ("languageModel", HeadTask.LanguageModel));

    public static readonly Words<HeadInput> HeadInputs = new("headInput", "an input of heads",
        ("pooled", HeadInput.Pooled), ("firstToken", HeadInput.FirstToken), ("lastToken", HeadInput.LastToken), ("endOfPartA", HeadInput.EndOfPartA), ("startOfPartB", HeadInput.StartOfPartB),
        ("meanOfTokens", HeadInput.MeanOfTokens), ("tokens", HeadInput.Tokens));

    public static readonly Words<string> TensorNames = new("tensorName", "a tensor of a module", ("weight", "weight"), ("bias", "bias"));

    public static readonly Words<TokenizerKind> Tokenizers = new("tokenizer", "a kind of tokenizer",
        ("wordPiece", TokenizerKind.WordPiece), ("byteLevelBpe", TokenizerKind.ByteLevelBpe), ("sentencePiece", TokenizerKind.SentencePiece));

    public static readonly IReadOnlyList<Words> Tables =
    [
        OptionKinds, Switches, RelativeScores, RelativeKinds, ScoreBiasKinds, FusedLayouts, PaddingEmbeddings, ProjectionPresences, Activations, NormKinds, NormAbsences, RotaryPairings, ActivatedHalves, TableIndexes, PositionCounts, PrefixPositions,
        Visibilities, PooledTokens, HeadTasks, HeadInputs, TensorNames, Tokenizers, BlockReader.Kinds,
    ];
}

/// <summary>The words of one enum and what they mean.</summary>
/// <param name="definition">Its name in <c>architecture.schema.json</c>.</param>
/// <param name="what">What a message calls one, such as <c>a kind of norm</c>.</param>
/// <param name="words">The words; the first stands in for one that is wrong, after the error is reported.</param>
internal sealed class Words<T>(string definition, string what, params (string Word, T Meaning)[] words) : Words(definition)
{
    public IReadOnlyList<(string Word, T Meaning)> Entries => words;

    public override IEnumerable<string> All => words.Select(entry => entry.Word);

    public T First => words[0].Meaning;

    /// <summary>The word for a meaning.</summary>
    public string Of(T meaning) => words.First(entry => EqualityComparer<T>.Default.Equals(entry.Meaning, meaning)).Word;

    /// <summary>The meaning of a word; reports one that is not known.</summary>
    public bool TryRead(string word, Place place, Findings findings, out T meaning)
    {
        foreach (var entry in words)
        {
            if (entry.Word != word) continue;
            meaning = entry.Meaning;
            return true;
        }
        findings.Add(Rules.UnknownWord, place, word, what, Suggestion.For(word, All, "use", "there is none"));
        meaning = First;
        return false;
    }

    /// <summary>The meaning of a text, or the first; reports one that is not known, or no text.</summary>
    public T Read(JsonNode? node, string name, Findings findings) => TryRead(node, name, findings, out var meaning) ? meaning : First;

    /// <summary>The meaning of a text; reports one that is not known, or no text.</summary>
    public bool TryRead(JsonNode? node, string name, Findings findings, out T meaning)
    {
        meaning = First;
        if (node is null) return false;
        if (node.Kind == JsonKind.String) return TryRead(node.Text, node.Place, findings, out meaning);
        findings.Add(Rules.WrongType, node.Place, name, node.Description, $"{what}: {Suggestion.List(All, "or")}");
        return false;
    }
}
