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
        return Code.Of($$"""
            /// <summary>
            /// The {{title}} encoder{{(architecture.Paper is { } paper ? $" ({Text.Documentation(paper)})" : "")}}: {{Text.Documentation(Text.Clause(architecture.Summary))}}.
            /// </summary>
            public sealed class {{name}} : Encoder<TokenInput, AttentionMask>, IDescribed<{{name}}>{{(architecture.Pooler is null ? "" : ", IPooled")}}
            {
                private readonly {{config}} config;
                private readonly {{architecture.Name}}Embeddings embeddings;
                private readonly ModuleList<{{layer}}> layers;
                {{Parts.Fields(OwnParts(architecture))}}

                private {{name}}({{config}} config, ConstructionToken token) : base(nameof({{name}}), token)
                {
                    this.config = config;
                    embeddings = new {{architecture.Name}}Embeddings(config);
                    layers = new ModuleList<{{layer}}>();
                    for (var i = 0; i < {{Parts.Size(architecture.Layers.Count)}}; i++) layers.Add(new {{layer}}(config));
                    {{(architecture.FinalNorm is { } norm ? $"finalNorm = {Parts.NewNorm(norm, width)};" : "")}}
                    {{(architecture.Pooler is { } pooler ? $"pooler = {Parts.NewLinear(pooler.Dense, Parts.Size(width), Parts.Size(width))};" : "")}}
                    RegisterComponents();
                }

                /// <summary>Opens a Hugging Face checkpoint folder.</summary>
                /// <param name="folder">Holds <c>config.json</c> and <c>model.safetensors</c>.</param>
                /// <exception cref="CheckpointException">The folder does not hold the whole encoder.</exception>
                public static Frozen<{{name}}> Open(string folder) => Frozen<{{name}}>.Open(folder);

                /// <summary>Random weights, for tests and for training from nothing.</summary>
                /// <param name="config">The sizes.</param>
                /// <param name="seed">The same seed gives the same weights.</param>
                public static Frozen<{{name}}> Random({{config}} config, long seed) =>
                    Frozen<{{name}}>.Random(token => new {{name}}(config{{(architecture.Divisions.Any() ? $".Checked(nameof({config}))" : "")}}, token), seed);

                /// <inheritdoc/>
                public override int HiddenSize => {{Parts.Size(width)}};

                /// <inheritdoc/>
                public override int LayerCount => {{Parts.Size(architecture.Layers.Count)}};

                /// <inheritdoc/>
                public override double HiddenDropout => {{HiddenDropout(architecture)}};

                /// <inheritdoc/>
                public override KeyValueShape KeyValues(int layer) => new({{Parts.Size(attention.KeyValueHeads ?? attention.Heads)}}, {{Parts.Size(attention.HeadSizeIn(width))}});

                /// <inheritdoc/>
                public override int? LongestInput(int offset) => {{PositionsEmitter.LongestInput(architecture)}};

                /// <inheritdoc/>
                public override Tensor Positions(TokenInput input, Tensor offset) => {{PositionsEmitter.Positions(architecture)}};

                /// <inheritdoc/>
                public override Tensor Embed(TokenInput input, Tensor positions) => embeddings.Forward(input, positions);

                /// <inheritdoc/>
                public override AttentionMask Prepare(TokenInput input, Tensor positions) => {{Mask(attention)}};

                /// <inheritdoc/>
                public override Tensor RunLayer(int layer, Tensor x, AttentionMask mask, LayerPrefix? prefix) =>
                    layers[layer].Forward(x, mask, prefix);

                /// <inheritdoc/>
                public override Tensor Finish(Tensor x) => {{(architecture.FinalNorm is null ? "x" : "finalNorm.forward(x)")}};

                {{Pool(architecture)}}

                {{DescriptionEmitter.Property(architecture)}}
            }
            """);
    }

    private static IEnumerable<(string Type, string Name)> OwnParts(Architecture architecture)
    {
        if (architecture.FinalNorm is { } norm) yield return (Parts.NormType(norm), "finalNorm");
        if (architecture.Pooler is not null) yield return ("Linear", "pooler");
    }

    // The rate of the last block's output; of the embeddings where blocks have none.
    private static string HiddenDropout(Architecture architecture) =>
        (architecture.LayerKind.Blocks[architecture.LayerKind.Blocks.Count - 1].Dropout ?? architecture.Embeddings.Dropout) is { } rate ? Parts.Rate(rate) : "0";

    private static string Mask(AttentionBlock attention) => attention.Visible switch
    {
        Visibility.All => "AttentionMask.Bidirectional(input.Mask)",
        _ => throw new System.NotSupportedException($"visible {attention.Visible}"),
    };

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
