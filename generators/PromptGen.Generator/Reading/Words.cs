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

    public static readonly Words<OptionKind> OptionKinds = new("optionKind", "a kind of option", ("activation", OptionKind.Activation));

    public static readonly Words<Activation> Activations = new("activationName", "an activation",
        ("gelu", Activation.Gelu), ("geluTanh", Activation.GeluTanh), ("relu", Activation.Relu), ("silu", Activation.Silu), ("tanh", Activation.Tanh));

    public static readonly Words<NormKind> NormKinds = new("normKind", "a kind of norm", ("layer", NormKind.Layer));

    public static readonly Words<TableIndex> TableIndexes = new("tableIndex", "an index of tables",
        ("ids", TableIndex.Ids), ("positions", TableIndex.Positions), ("tokenTypes", TableIndex.TokenTypes));

    public static readonly Words<PositionCount> PositionCounts = new("positionCount", "a way to count positions",
        ("all", PositionCount.All), ("afterPadding", PositionCount.AfterPadding));

    public static readonly Words<PrefixPositions> PrefixPositions = new("prefixPositions", "a rule for positions after a prefix",
        ("shifts", Model.PrefixPositions.Shifts), ("unshifted", Model.PrefixPositions.Unshifted));

    public static readonly Words<Visibility> Visibilities = new("visibility", "a visibility", ("all", Visibility.All));

    public static readonly Words<PooledToken> PooledTokens = new("pooledToken", "a token to pool", ("first", PooledToken.First));

    public static readonly Words<HeadTask> HeadTasks = new("headTask", "a task of heads",
        ("sequenceClassification", HeadTask.SequenceClassification), ("tokenClassification", HeadTask.TokenClassification),
        ("questionAnswering", HeadTask.QuestionAnswering), ("multipleChoice", HeadTask.MultipleChoice));

    public static readonly Words<HeadInput> HeadInputs = new("headInput", "an input of heads",
        ("pooled", HeadInput.Pooled), ("firstToken", HeadInput.FirstToken), ("tokens", HeadInput.Tokens));

    public static readonly Words<string> TensorNames = new("tensorName", "a tensor of a module", ("weight", "weight"), ("bias", "bias"));

    public static readonly Words<TokenizerKind> Tokenizers = new("tokenizer", "a kind of tokenizer",
        ("wordPiece", TokenizerKind.WordPiece), ("byteLevelBpe", TokenizerKind.ByteLevelBpe), ("sentencePiece", TokenizerKind.SentencePiece));

    public static readonly IReadOnlyList<Words> Tables =
    [
        OptionKinds, Activations, NormKinds, TableIndexes, PositionCounts, PrefixPositions, Visibilities, PooledTokens, HeadTasks, HeadInputs,
        TensorNames, Tokenizers, BlockReader.Kinds,
    ];
}

/// <summary>The words of one enum and what they mean.</summary>
/// <param name="definition">Its name in <c>architecture.schema.json</c>.</param>
/// <param name="what">What a message calls one, such as <c>a kind of norm</c>.</param>
/// <param name="words">The words; the first stands in for one that is wrong, after the error is reported.</param>
internal sealed class Words<T>(string definition, string what, params (string Word, T Meaning)[] words) : Words(definition)
{
    public override IEnumerable<string> All => words.Select(entry => entry.Word);

    public T First => words[0].Meaning;

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

    /// <summary>The meaning of a text; reports one that is not known, or no text.</summary>
    public T Read(JsonNode? node, string name, Findings findings)
    {
        if (node is null) return First;
        if (node.Kind == JsonKind.String) return TryRead(node.Text, node.Place, findings, out var meaning) ? meaning : First;
        findings.Add(Rules.WrongType, node.Place, name, node.Description, $"{what}: {Suggestion.List(All, "or")}");
        return First;
    }
}
