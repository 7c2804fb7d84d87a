namespace PromptGen.Parity.Independent;

/// <summary>The numbers of a prefix: for each layer and slot a key and then a value, each by head and axis.</summary>
/// <param name="Flat">[P, layers · 2 · heads · head size]</param>
/// <param name="Heads">Heads of keys and values.</param>
/// <param name="HeadSize">The width of one.</param>
internal sealed record Slots(float[,] Flat, int Heads, int HeadSize)
{
    /// <summary>P.</summary>
    public int Count => Flat.GetLength(0);

    public static Slots Random(int count, int layers, int heads, int headSize)
    {
        var (flat, normal) = (new float[count, layers * 2 * heads * headSize], new Normal("prefix"));
        for (var slot = 0; slot < count; slot++)
        for (var column = 0; column < flat.GetLength(1); column++)
            flat[slot, column] = (float)normal.Next();
        return new Slots(flat, heads, headSize);
    }

    public LayerSlots Of(int layer) => new(this, layer);

    public double At(int slot, int layer, int keyOrValue, int head, int axis) => Flat[slot, ((layer * 2 + keyOrValue) * Heads + head) * HeadSize + axis];
}

/// <summary>The slots of one layer.</summary>
internal sealed record LayerSlots(Slots All, int Layer)
{
    public int Count => All.Count;

    public double Key(int slot, int head, int axis) => All.At(slot, Layer, 0, head, axis);

    public double Value(int slot, int head, int axis) => All.At(slot, Layer, 1, head, axis);
}
