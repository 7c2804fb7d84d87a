namespace PromptGen.Parity.Independent;

/// <summary>The layers of BERT (Devlin et al. 2019) under the names that Hugging Face gives them, which several families keep.</summary>
/// <param name="root">What stands before every name of the encoder.</param>
internal abstract class BertLayers(string root) : PublishedModel
{
    // Larger than the published 1e-12 and 1e-5, so that a norm with another one shows.
    protected const double Epsilon = 1e-3;

    protected string Root => root;

    protected abstract double[,] Embeddings(Row row, Slots slots);

    public override HiddenStates Run(Row row, Slots slots)
    {
        var x = Embeddings(row, slots);
        var states = new List<double[,]> { x };
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"{root}.encoder.layer.{layer}";
            var own = $"{at}.attention.self";
            var (q, k, v) = (Linear(x, $"{own}.query", Hidden), Linear(x, $"{own}.key", Hidden), Linear(x, $"{own}.value", Hidden));
            var seen = Attend(q, k, v, row, slots.Of(layer), own);
            x = LayerNorm(Linear(seen, $"{at}.attention.output.dense", Hidden).Plus(x), $"{at}.attention.output.LayerNorm", Epsilon);
            var inner = Linear(x, $"{at}.intermediate.dense", Inner).Map(Activations.Gelu);
            x = LayerNorm(Linear(inner, $"{at}.output.dense", Hidden).Plus(x), $"{at}.output.LayerNorm", Epsilon);
            states.Add(x);
        }
        return new HiddenStates(states, x);
    }

    protected virtual double[,] Attend(double[,] q, double[,] k, double[,] v, Row row, LayerSlots slots, string path) =>
        new Attention(Heads, HeadSize).Mix(q, k, v, row, slots);
}
