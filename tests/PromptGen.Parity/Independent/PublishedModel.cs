namespace PromptGen.Parity.Independent;

/// <summary>
/// A published family, computed in float64 from its paper, its configuration and the names of its tensors, at a tiny size: 3 heads of 8, two hidden
/// widths that are no multiples of each other, and as many layers as show each kind.
/// </summary>
internal abstract class PublishedModel
{
    protected const int Words = 37;
    protected const int Hidden = 24;
    protected const int Heads = 3;
    protected const int HeadSize = Hidden / Heads;
    protected const int Inner = 40;
    protected const int Labels = 3;

    /// <summary>The weights, drawn as the computation asks for them.</summary>
    public DrawnWeights Weights { get; } = new();

    /// <summary>The <c>config.json</c>, with the keys of a published one.</summary>
    public abstract string Config { get; }

    public virtual int Layers => 3;

    public virtual int KeyValueHeads => Heads;

    /// <summary>The width of one of their heads.</summary>
    public virtual int HeadWidth => HeadSize;

    /// <summary>How many segments the family tells apart.</summary>
    public virtual int TokenTypes => 2;

    /// <summary>The id of padding.</summary>
    public virtual int Padding => 0;

    /// <summary>The tokens of the longest row.</summary>
    public virtual int Tokens => 11;

    public IReadOnlyList<Row> Batch() => Row.Batch(Tokens, Words, TokenTypes, Padding);

    public Slots Slots(int count) => Independent.Slots.Random(count, Layers, KeyValueHeads, HeadWidth);

    /// <summary>The output of the embeddings and of every layer, and the last hidden states.</summary>
    public abstract HiddenStates Run(Row row, Slots slots);

    /// <summary>The scores of the published classifier of rows, [1, labels]; null: none is published.</summary>
    public virtual double[,]? Classify(double[,] last, Row row) => null;

    /// <summary>The scores of words by the published masked language model, [T, words]; null: none is published.</summary>
    public virtual double[,]? ScoreWords(double[,] last) => null;

    /// <summary>Rows of a table.</summary>
    protected double[,] Embed(string path, int rows, int width, IEnumerable<int> ids) => Weights.Matrix($"{path}.weight", rows, width).Pick([.. ids]);

    protected double[,] Linear(double[,] x, string path, int width, bool bias = true) =>
        x.Linear(Weights.Matrix($"{path}.weight", width, x.Columns()), bias ? Weights.Vector($"{path}.bias", width) : null);

    protected double[,] LayerNorm(double[,] x, string path, double epsilon, bool bias = true) =>
        x.LayerNorm(Weights.Vector($"{path}.weight", x.Columns(), mean: 1), bias ? Weights.Vector($"{path}.bias", x.Columns()) : null, epsilon);

    protected double[,] RootMeanSquareNorm(double[,] x, string path, double epsilon) =>
        x.RootMeanSquareNorm(Weights.Vector($"{path}.weight", x.Columns(), mean: 1), epsilon);

    /// <summary>The mean over the tokens of a row, [1, width].</summary>
    protected static double[,] Mean(double[,] x, Row row) =>
        Matrix.Of(1, x.Columns(), (_, column) => Enumerable.Range(0, row.Length).Where(t => row.IsToken[t]).Average(t => x[t, column]));

    /// <summary>Scores by the table of words, turned around.</summary>
    protected double[,] ByWords(double[,] x, string table, string? bias) =>
        x.Linear(Weights.Matrix($"{table}.weight", Words, x.Columns()), bias is null ? null : Weights.Vector(bias, Words));

    /// <summary>Learned positions: those of the tokens begin behind the slots, as in the authors' code (<c>past_key_values_length</c>).</summary>
    protected static IEnumerable<int> PositionsBehind(Slots slots, Row row) => Enumerable.Range(slots.Count, row.Length);

    /// <summary>
    /// RoBERTa's positions (fairseq's <c>make_positions</c>): tokens are counted from the id of padding on, and padding stays at its id. Behind slots the
    /// tokens count on from them, as in the authors' code.
    /// </summary>
    protected IEnumerable<int> PositionsAfterPadding(Slots slots, Row row) =>
        row.Ids.Select((id, t) => id == Padding ? Padding : Padding + slots.Count + row.Ids.Take(t + 1).Count(before => before != Padding));
}

/// <summary>What a model computes for one row.</summary>
/// <param name="Each">[T, C] each: the output of the embeddings, then of every layer.</param>
/// <param name="Last">[T, C], after a final norm where there is one.</param>
internal sealed record HiddenStates(IReadOnlyList<double[,]> Each, double[,] Last);
