namespace PromptGen.Parity.Independent;

/// <summary>
/// Scaled dot product attention (Vaswani et al. 2017) over the tokens of one row, with the keys and values of a prefix before theirs
/// (P-Tuning v2, section 3.2): every query sees every slot, whatever it sees of the tokens.
/// </summary>
/// <param name="Heads">Query heads.</param>
/// <param name="HeadSize">The width of one.</param>
internal sealed record Attention(int Heads, int HeadSize)
{
    /// <summary>Heads of keys and values; as many query heads in turn share one.</summary>
    public int KeyValueHeads { get; init; } = Heads;

    /// <summary>Whether query i sees token j; padding is never seen.</summary>
    public Func<int, int, bool> Sees { get; init; } = (_, _) => true;

    /// <summary>What is added to the score of head h, query i and token j, after scaling; nothing is added to that of a slot.</summary>
    public Func<int, int, int, double> Bias { get; init; } = (_, _, _) => 0;

    /// <param name="q">[T, heads · head size], as all three.</param>
    /// <param name="k">[T, key/value heads · head size]</param>
    /// <param name="v">[T, key/value heads · head size]</param>
    /// <param name="row">Says which tokens are padding.</param>
    /// <param name="prefix">The slots of this layer; none: the plain model.</param>
    /// <returns>[T, heads · head size]</returns>
    public double[,] Mix(double[,] q, double[,] k, double[,] v, Row row, LayerSlots prefix)
    {
        var mixed = new double[q.Rows(), Heads * HeadSize];
        for (var head = 0; head < Heads; head++)
        for (var i = 0; i < q.Rows(); i++)
        {
            var (shared, query) = (head / (Heads / KeyValueHeads), head * HeadSize);
            var candidates = new List<(double Score, Func<int, double> Value)>();
            for (var slot = 0; slot < prefix.Count; slot++)
            {
                var at = slot;
                candidates.Add((Dot(axis => q[i, query + axis] * prefix.Key(at, shared, axis)), axis => prefix.Value(at, shared, axis)));
            }
            for (var j = 0; j < k.Rows(); j++)
            {
                var at = j;
                if (row.IsToken[j] && Sees(i, j))
                {
                    var score = Dot(axis => q[i, query + axis] * k[at, shared * HeadSize + axis]) + Bias(head, i, j);
                    candidates.Add((score, axis => v[at, shared * HeadSize + axis]));
                }
            }
            if (candidates.Count == 0) continue; // padding far from every token, which nothing sees
            var most = candidates.Max(candidate => candidate.Score);
            var total = candidates.Sum(candidate => Math.Exp(candidate.Score - most));
            for (var axis = 0; axis < HeadSize; axis++)
                mixed[i, query + axis] = candidates.Sum(candidate => Math.Exp(candidate.Score - most) / total * candidate.Value(axis));
        }
        return mixed;
    }

    private double Dot(Func<int, double> product) => Enumerable.Range(0, HeadSize).Sum(product) / Math.Sqrt(HeadSize);
}
