using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The feed-forward block.</summary>
internal static class FeedForwardEmitter
{
    public static string Class(Architecture architecture, FeedForwardBlock block)
    {
        var name = BlockEmitter.ClassName(architecture, block);
        string width = Parts.Size(architecture.Layers.Width), inner = Parts.Size(block.Inner);
        var chosen = block.Activation.Option is not null;
        return Code.Of($$"""
            /// <summary>Two linear maps with {{(chosen ? "an activation" : Text.Words(block.Activation.Fixed.ToString()).Trim())}} between them.</summary>
            internal sealed class {{name}} : Module
            {
                private readonly Linear up, down;
                {{(chosen ? "private readonly Activation activation;" : "")}}

                internal {{name}}({{architecture.Name}}Config config) : base(nameof({{name}}))
                {
                    {{(chosen ? $"activation = {Parts.Activation(block.Activation)};" : "")}}
                    up = {{Parts.NewLinear(block.Up, width, inner)}};
                    down = {{Parts.NewLinear(block.Down, inner, width)}};
                    RegisterComponents();
                }

                /// <param name="x">[B, T, C]</param>
                /// <returns>[B, T, C]</returns>
                internal Tensor Forward(Tensor x) => down.forward({{(chosen ? "activation" : Parts.Activation(block.Activation))}}.Apply(up.forward(x)));
            }
            """);
    }
}
