using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>From a schema and its bases to a model, with everything that is wrong on the way.</summary>
internal static class SchemaReader
{
    public const string SchemaProperty = "$schema";

    public static readonly Noun Noun = new("architecture", "an architecture",
        SchemaProperty, "extends", "architecture", "title", "modelType", "summary", "paper", "sizes", "rates", "numbers", "options", "ids", "fixed",
        "embeddings", "relativePositions", "scoreBias", "layers", "finalNorm", "pooler", "heads", "checkpoint", "tokenizer", "presets");

    /// <summary>Every kind of object in the language.</summary>
    public static readonly IReadOnlyList<Noun> Nouns =
    [
        Noun, SizeReader.Size, SizeReader.Expression, DefinitionReader.RateNoun, DefinitionReader.NumberNoun, DefinitionReader.IdNoun, DefinitionReader.FixedNoun,
        OptionReader.Noun, OptionReader.ChoiceNoun, EmbeddingsReader.Noun, EmbeddingsReader.ProjectionNoun, EmbeddingsReader.TableNoun, EmbeddingsReader.PositionsNoun,
        RelativeTableReader.Noun, ScoreBiasReader.LearnedNoun, ScoreBiasReader.LinearNoun, LayersReader.Noun, LayersReader.PatternNoun, LayersReader.ConvolutionNoun, LayersReader.KindNoun, AttentionReader.Noun, AttentionReader.FusedNoun, AttentionReader.RotaryNoun,
        AttentionReader.BiasesNoun, AttentionReader.RelativeNoun, AttentionReader.RelativeKeysNoun, FeedForwardReader.Noun, FeedForwardReader.FusedNoun, PartReader.LinearNoun, PartReader.NormNoun,
        HeadReader.PoolerNoun, HeadReader.FormNoun, HeadReader.TiedNoun, CheckpointReader.Noun, PresetReader.Noun, PresetReader.ParametersNoun,
    ];

    /// <summary>The model; null where a file of the chain is not JSON or the schema is no object.</summary>
    public static Architecture? Read(SchemaChain chain, Findings findings)
    {
        findings.AddRange(chain.Findings);
        if (chain.Schemas.Any(schema => schema.Root is null)) return null;
        // Without its base a schema misses everything; saying so would hide the one error.
        if (chain.IsBroken) return null;

        var merged = SchemaMerge.Merge(chain, findings);
        if (Noun.Read(merged, chain.Own.Source.FileName, findings) is not { } root) return null;
        var scope = new SchemaScope(findings);
        var architecture = Read(root, chain.Own.Source.FileName, PartSources.Of(merged, chain), scope);
        // A name that is misspelled where it is used seems unused where it is defined: one report is enough.
        if (!findings.HasErrors) ReportUnused(chain.Own.Source.Path, scope);
        return architecture;
    }

    private static Architecture Read(Members root, string file, EquatableArray<PartSource> sources, SchemaScope scope)
    {
        if (root.Optional("extends") is { } extends) scope.Text(extends, "extends");
        if (root.Optional(SchemaProperty) is { } schema) scope.Text(schema, SchemaProperty);
        var nameNode = root.Required("architecture");
        var name = scope.Text(nameNode, "architecture");
        if (name.Length > 0) scope.CheckType(name, nameNode!.Place, "an architecture");

        var sizes = SizeReader.ReadAll(root.Required("sizes"), scope);
        var rates = DefinitionReader.ReadRates(root.Optional("rates"), scope);
        var numbers = DefinitionReader.ReadNumbers(root.Optional("numbers"), scope);
        var options = OptionReader.ReadAll(root.Optional("options"), scope);
        var ids = DefinitionReader.ReadIds(root.Optional("ids"), scope);
        var embeddings = EmbeddingsReader.Read(root.Required("embeddings"), scope);
        var relative = RelativeTableReader.Read(root.Optional("relativePositions"), scope);
        var bias = ScoreBiasReader.Read(root.Optional("scoreBias"), scope);
        var layers = LayersReader.Read(root.Required("layers"), scope);
        RelativeTableReader.CheckUse(relative, layers, scope);
        AttentionReader.CheckPositions(embeddings, layers, scored: relative is not null || bias is not null, scope);
        LayersReader.CheckConvolution(embeddings, layers, scope);
        var hasParts = Architecture.RowsHaveParts(embeddings, layers);
        var pooler = HeadReader.ReadPooler(root.Optional("pooler"), scope);
        return new Architecture(
            At: nameNode?.Place ?? root.Place,
            SchemaFile: file,
            Name: name,
            Title: root.Optional("title") is { } title ? scope.Text(title, "title") : name,
            ModelTypes: ReadModelTypes(root.Required("modelType"), scope),
            Summary: scope.Text(root.Required("summary"), "summary"),
            Paper: root.Optional("paper") is { } paper ? scope.Address(paper, "paper") : null,
            Sizes: sizes,
            Rates: [.. rates, .. numbers],
            Options: options,
            Fixed: DefinitionReader.ReadFixed(root.Optional("fixed"), layers, scope),
            Ids: ids,
            Embeddings: embeddings,
            RelativePositions: relative,
            ScoreBias: bias,
            Layers: layers,
            FinalNorm: PartReader.ReadNorm(root.Optional("finalNorm"), "finalNorm", scope),
            Pooler: pooler,
            Heads: HeadReader.ReadForms(root.Optional("heads"), new HeadSurroundings(root.Optional("pooler") is not null, hasParts, embeddings.Tables, options), scope),
            Checkpoint: CheckpointReader.Read(root.Required("checkpoint"), scope),
            Tokenizers: ReadTokenizers(root.Required("tokenizer"), scope),
            Presets: PresetReader.ReadAll(root.Optional("presets"), options, scope),
            Sources: sources);
    }

    // One kind, or those among which the files of a checkpoint decide.
    private static EquatableArray<TokenizerKind> ReadTokenizers(JsonNode? node, SchemaScope scope)
    {
        if (node?.Kind != JsonKind.Array) return [Words.Tokenizers.Read(node, "tokenizer", scope.Findings)];
        if (node.Items.Count == 0) scope.Findings.Add(Rules.WrongType, node.Place, "tokenizer", "empty", "at least one kind of tokenizer");
        return scope.Texts(node, "tokenizer").Select(word =>
        {
            Words.Tokenizers.TryRead(word.Text, word.Place, scope.Findings, out var kind);
            return kind;
        }).ToEquatable();
    }

    private static EquatableArray<ModelType> ReadModelTypes(JsonNode? node, SchemaScope scope)
    {
        var types = scope.Texts(node, "modelType");
        if (node is { Kind: JsonKind.Array, Items.Count: 0 }) scope.Findings.Add(Rules.WrongType, node.Place, "modelType", "empty", "at least one model type");
        foreach (var (text, place) in types) scope.CheckKey(text, place, "a model type");
        return types.Select(type => new ModelType(type.Text, type.Place)).ToEquatable();
    }

    // What a base defines and an extension no longer uses is no fault of the extension.
    private static void ReportUnused(string path, SchemaScope scope)
    {
        foreach (var (what, definitions) in new[] { ("size", scope.Sizes), ("rate", scope.Rates), ("number", scope.Numbers), ("id", scope.Ids) }.Concat(scope.AllOptions.Select(options => ("option", options))))
        foreach (var definition in definitions.Unused.Where(definition => definition.Value.File == path))
            scope.Findings.Add(Rules.Unused, definition.Value, what, definition.Key);
    }
}
