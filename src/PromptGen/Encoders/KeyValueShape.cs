namespace PromptGen.Encoders;

/// <summary>The keys and values of one layer: how many heads, and how wide each is.</summary>
/// <param name="Heads">Key/value heads; fewer than query heads in grouped-query attention.</param>
/// <param name="HeadSize">D, the width of one head.</param>
public readonly record struct KeyValueShape(int Heads, int HeadSize)
{
    /// <summary>Columns that this layer takes in a flat prefix: a key and a value for each head.</summary>
    public int PrefixColumns => 2 * Heads * HeadSize;
}
