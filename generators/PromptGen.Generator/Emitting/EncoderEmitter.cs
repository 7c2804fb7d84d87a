using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The encoder: the five steps between which the runtime loops, its factories and its description.</summary>
internal static class EncoderEmitter
{
    public static string Class(Architecture architecture)
    {
        var name = architecture.Name + "Encoder";
        var config = architecture.Name + "Config";
        var layer = LayerEmitter.ClassName(architecture);
        var title = Text.Documentation(architecture.Title);
        var attention = architecture.LayerKind.Attention;
        var width = architecture.Layers.Width;
        var (input, context, shared) = (InputEmitter.Type(architecture), ContextEmitter.PreparedType(architecture), ContextEmitter.PreparedName(architecture));
        return Code.Of($$"""
            /// <summary>
            /// The {{title}} encoder{{(architecture.Paper is { } paper ? $" ({Text.Documentation(paper)})" : "")}}: {{Text.Documentation(Text.Clause(architecture.Summary))}}.
            /// </summary>
            {{SchemaRemark.Of(architecture)}}
            public sealed class {{name}} : Encoder<{{input}}, {{context}}>, IDescribed<{{name}}>{{(architecture.Pooler is null ? "" : ", IPooled")}}{{(architecture.IsTied ? ", ITiedWords" : "")}}
            {
                private readonly {{config}} config;
                private readonly {{architecture.Name}}Embeddings embeddings;
                {{(architecture.RelativePositions is null ? "" : $"private readonly {architecture.Name}RelativePositions relativePositions;")}}
                {{(ScoreBiasEmitter.HasTable(architecture) ? $"private readonly {architecture.Name}ScoreBias scoreBias;" : "")}}
                private readonly ModuleList<{{layer}}> layers;
                {{Parts.Fields(OwnParts(architecture))}}

                private {{name}}({{config}} config, ConstructionToken token) : base(nameof({{name}}), token)
                {
                    this.config = config;
                    embeddings = new {{architecture.Name}}Embeddings(config);
                    {{(architecture.RelativePositions is null ? "" : $"relativePositions = new {architecture.Name}RelativePositions(config);")}}
                    {{(ScoreBiasEmitter.HasTable(architecture) ? $"scoreBias = new {architecture.Name}ScoreBias(config);" : "")}}
                    layers = new ModuleList<{{layer}}>();
                    for (var i = 0; i < {{LayerCheck(architecture)}}; i++) layers.Add(new {{layer}}(config{{(architecture.LayerKind.IsUneven ? ", i" : "")}}));
                    {{(architecture.Layers.Convolution is { } convolution ? Parts.If(convolution.When, $"convolution = new {architecture.Name}Convolution(config);") : "")}}
                    {{(architecture.FinalNorm is { } norm ? Parts.If(norm.When, $"finalNorm = {Parts.NewNorm(norm, width)};") : "")}}
                    {{(architecture.Pooler is { } pooler ? $"pooler = {Parts.NewLinear(pooler.Dense, Parts.Size(width), Parts.Size(width))};" : "")}}
                    RegisterComponents();
                }

                /// <summary>Opens a Hugging Face checkpoint folder.</summary>
                /// <param name="folder">Holds <c>config.json</c> and weights.</param>
                /// <param name="precision">In which type the weights are kept.</param>
                /// <exception cref="CheckpointException">The folder does not hold the whole encoder.</exception>
                public static Frozen<{{name}}> Open(string folder, WeightPrecision precision = WeightPrecision.Float32) =>
                    Frozen<{{name}}>.Open(folder, precision);

                /// <summary>Random weights, for tests and for training from nothing.</summary>
                /// <param name="config">The sizes.</param>
                /// <param name="seed">The same seed gives the same weights.</param>
                public static Frozen<{{name}}> Random({{config}} config, long seed) =>
                    Frozen<{{name}}>.Random(token => new {{name}}(config{{(ConfigEmitter.HasChecks(architecture) ? $".Checked(nameof({config}))" : "")}}, token), seed);

                /// <inheritdoc/>
                public override int HiddenSize => {{Parts.Size(width)}};

                /// <inheritdoc/>
                public override int LayerCount => {{Parts.Size(architecture.Layers.Count)}};

                /// <inheritdoc/>
                public override int WordCount => {{Parts.Size(architecture.Embeddings.Tables.First(table => table.Index == TableIndex.Ids).Rows)}};

                /// <inheritdoc/>
                public override double HiddenDropout => {{HiddenDropout(architecture)}};

                /// <inheritdoc/>
                public override KeyValueShape KeyValues(int layer) => new({{Parts.Size(attention.KeyValueHeads ?? attention.Heads)}}, {{Parts.Size(attention.HeadSizeIn(width))}});

                /// <inheritdoc/>
                public override int? LongestInput(int offset) => {{PositionsEmitter.LongestInput(architecture)}};

                {{Overrides(architecture)}}

                /// <inheritdoc/>
                public override IReadOnlyList<HeadForm> Heads =>
                [
                    {{Code.Lines(architecture.Heads.Select(HeadEmitter.Form))}}
                ];

                /// <inheritdoc/>
                public override Tensor Positions({{input}} input, Tensor offset) => {{PositionsEmitter.Positions(architecture)}};

                /// <inheritdoc/>
                public override Tensor Embed({{input}} input, Tensor positions) => embeddings.Forward(input, positions);

                /// <inheritdoc/>
                public override {{context}} Prepare({{input}} input, Tensor positions) => {{ContextEmitter.Preparation(architecture)}};

                /// <inheritdoc/>
                {{RunLayer(architecture, context, shared)}}

                /// <inheritdoc/>
                public override Tensor Finish(Tensor x) => {{(architecture.FinalNorm is { } last ? Parts.Normalized(last, "finalNorm", "x") : "x")}};

                {{Pool(architecture)}}

                {{(architecture.IsTied ? Words(architecture) : "")}}

                {{DescriptionEmitter.Property(architecture)}}
            }
            """);
    }

    /// <summary>The number of layers that are made, checked by the key that says it, or the keys of the sizes that it is computed from.</summary>
    private static string LayerCheck(Architecture architecture)
    {
        var count = architecture.Layers.Distinct;
        var keys = architecture.Sizes.Where(size => size.Config is not null && count.Names.Contains(size.Name)).Select(size => size.Config!).ToList();
        return $"token.Layers({Text.Literal(keys.Count > 0 ? string.Join(", ", keys) : "layers")}, {Parts.Size(count)})";
    }

    private static string Words(Architecture architecture) => Code.Of($"""
        /// <summary>A score for every word: the table of words, turned around.</summary>
        /// <param name="x">[..., {EmbeddingsEmitter.Width(architecture)}]</param>
        /// <returns>[..., V], for V words.</returns>
        public Tensor ScoreWords(Tensor x) => embeddings.ScoreWords(x);
        """);

    private static IEnumerable<(string Type, string Name)> OwnParts(Architecture architecture)
    {
        if (architecture.Layers.Convolution is { } convolution) yield return (architecture.Name + "Convolution" + Parts.Optional(convolution.When), "convolution");
        if (architecture.FinalNorm is { } norm) yield return (Parts.NormType(norm), "finalNorm");
        if (architecture.Pooler is not null) yield return ("Linear", "pooler");
    }

    // What most encoders do is said in the base class.
    private static string Overrides(Architecture architecture) => Code.Paragraphs(
    [
        architecture.Embeddings.Width == architecture.Layers.Width ? "" : $"""
            /// <inheritdoc/>
            public override int WordWidth => {Parts.Size(architecture.Embeddings.Width)};
            """,
        architecture.Embeddings.Positions.Prefix == PrefixPositions.Unshifted ? """
            /// <inheritdoc/>
            public override int PositionShift(int prefixLength) => 0;
            """ : "",
        architecture.Embeddings.Padding == PaddingEmbeddings.Zeroed ? """
            /// <inheritdoc/>
            public override bool ZeroesPadding => true;
            """ : "",
    ]);

    private static string RunLayer(Architecture architecture, string context, string shared)
    {
        var signature = $"public override Tensor RunLayer(int layer, Tensor x, {context} {shared}, LayerPrefix? prefix)";
        // Consecutive layers of one group are one module.
        var index = architecture.Layers.Groups is { } groups ? $"layer / ({Parts.Size(architecture.Layers.Count)} / {Parts.Size(groups)})" : "layer";
        if (architecture.Layers.Convolution is not { } convolution)
        {
            return Code.Of($"""
                {signature} =>
                    layers[{index}].Forward(x, {ContextEmitter.OfLayer(architecture)}, prefix);
                """);
        }
        return Code.Of($$"""
            {{signature}}
            {
                {{(ContextEmitter.IsByKind(architecture) ? $"var context = {ContextEmitter.OfLayer(architecture)};" : "")}}
                var y = layers[{{index}}].Forward(x, context, prefix);
                return layer == {{Text.Number(convolution.Layer)}}{{(convolution.When.Count > 0 ? " && convolution is not null" : "")}} ? convolution.Forward(x, y, context.Tokens) : y;
            }
            """);
    }

    // The rate of the last block's output; of the embeddings where blocks have none.
    private static string HiddenDropout(Architecture architecture) =>
        (architecture.LayerKind.Blocks[architecture.LayerKind.Blocks.Count - 1].Dropout ?? architecture.Embeddings.Dropout) is { } rate ? Parts.Rate(rate) : "0";

    private static string Pool(Architecture architecture) => architecture.Pooler is not { } pooler ? "" : Code.Of($$"""
        /// <summary>The first token through a dense layer and {{(pooler.Activation.Option is null ? Text.Words(pooler.Activation.Fixed.ToString()).Trim() : "an activation")}}.</summary>
        /// <param name="x">[B, T, C]</param>
        /// <returns>[B, C]</returns>
        public Tensor Pool(Tensor x) => {{Parts.Activation(pooler.Activation)}}.Apply(pooler.forward({{Pooled(pooler)}}));
        """);

    private static string Pooled(Pooler pooler) => pooler.Token switch
    {
        PooledToken.First => "x.select(1, 0)",
        _ => throw new System.NotSupportedException($"token {pooler.Token}"),
    };
}
