using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The convolution beside a layer.</summary>
internal static class ConvolutionEmitter
{
    public static string Class(Architecture architecture)
    {
        if (architecture.Layers.Convolution is not { } convolution) return "";
        var name = architecture.Name + "Convolution";
        var width = Parts.Size(architecture.Layers.Width);
        var chosen = convolution.Activation.Option is not null;
        var activation = chosen ? "activation" : Parts.Activation(convolution.Activation);
        var z = convolution.Dropout is null ? "z" : "dropout.forward(z)";
        return Code.Of($$"""
            /// <summary>A convolution over the tokens beside layer {{Text.Number(convolution.Layer)}}: it reads what the layer reads and is added to what the layer gives.</summary>
            {{SchemaRemark.Of(architecture, "layers.convolution")}}
            internal sealed class {{name}} : Module
            {
                private readonly TokenConvolution convolution;
                private readonly {{Parts.NormType(convolution.Norm)}} norm;
                {{(convolution.Dropout is null ? "" : "private readonly Dropout dropout;")}}
                {{(chosen ? "private readonly Activation activation;" : "")}}

                internal {{name}}({{architecture.Name}}Config config) : base(nameof({{name}}))
                {
                    {{(chosen ? $"activation = {Parts.Activation(convolution.Activation)};" : "")}}
                    convolution = Weights.Convolution({{width}}, {{Parts.Size(convolution.Kernel)}});
                    {{Parts.If(convolution.Norm.When, $"norm = {Parts.NewNorm(convolution.Norm, architecture.Layers.Width)};")}}
                    {{(convolution.Dropout is { } dropout ? $"dropout = Dropout({Parts.Rate(dropout)});" : "")}}
                    RegisterComponents();
                }

                /// <param name="x">[B, T, C], what the layer reads.</param>
                /// <param name="y">[B, T, C], what the layer gives.</param>
                /// <param name="tokens">[B, T]: 1 at tokens, 0 at padding.</param>
                /// <returns>[B, T, C], zero at padding.</returns>
                internal Tensor Forward(Tensor x, Tensor y, Tensor tokens)
                {
                    {{Code.Aligned(" // ",
                    [
                        ("var kept = tokens.unsqueeze(2);", "[B, T, 1]"),
                        ("var z = convolution.forward(x) * kept;", "[B, T, C]"),
                    ])}}
                    return {{Parts.Normalized(convolution.Norm, "norm", Parts.Sum(["y", $"{activation}.Apply({z})"]))}} * kept;
                }
            }
            """);
    }
}
