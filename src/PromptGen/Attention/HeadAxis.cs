using static TorchSharp.torch;

namespace PromptGen.Attention;

/// <summary>Between one wide vector and N heads of D.</summary>
public static class HeadAxis
{
    /// <param name="x">[B, T, N · D]</param>
    /// <param name="heads">N</param>
    /// <returns>[B, N, T, D]</returns>
    public static Tensor Split(Tensor x, long heads) =>
        x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2);

    /// <summary>One vector without a batch, such as that of a distance.</summary>
    /// <param name="x">[R, N · D]</param>
    /// <param name="heads">N</param>
    /// <returns>[N, R, D]</returns>
    public static Tensor SplitRows(Tensor x, long heads) => x.view(x.shape[0], heads, x.shape[1] / heads).transpose(0, 1);

    /// <summary>A fused projection that gives all queries, then all keys, then all values (GLM).</summary>
    /// <param name="x">[B, T, 3 · N · D]</param>
    /// <param name="heads">N</param>
    /// <returns>[B, N, T, D] each.</returns>
    public static (Tensor Query, Tensor Key, Tensor Value) SplitBlocks(Tensor x, long heads) => SplitBlocks(x, heads, heads);

    /// <summary>The same with fewer heads of keys and values (Phi-3, ChatGLM, Falcon-7B).</summary>
    /// <param name="x">[B, T, (N + 2 · M) · D]</param>
    /// <param name="heads">N</param>
    /// <param name="keyValueHeads">M, which divides N.</param>
    /// <returns>[B, N, T, D], and [B, M, T, D] each.</returns>
    public static (Tensor Query, Tensor Key, Tensor Value) SplitBlocks(Tensor x, long heads, long keyValueHeads)
    {
        var size = x.shape[2] / (heads + 2 * keyValueHeads);
        var (queries, keys) = (heads * size, keyValueHeads * size);
        return (
            Split(x.narrow(2, 0, queries), heads),
            Split(x.narrow(2, queries, keys), keyValueHeads),
            Split(x.narrow(2, queries + keys, keys), keyValueHeads));
    }

    /// <summary>A fused projection that gives query, key and value of one head after the other (DeBERTa v1).</summary>
    /// <param name="x">[B, T, N · 3 · D]</param>
    /// <param name="heads">N</param>
    /// <returns>[B, N, T, D] each.</returns>
    public static (Tensor Query, Tensor Key, Tensor Value) SplitPerHead(Tensor x, long heads) => SplitPerHead(x, heads, heads);

    /// <summary>
    /// A fused projection that gives, for one head of keys and values after the other, the queries that share it, its key and its value
    /// (InternLM2, Falcon-40B).
    /// </summary>
    /// <param name="x">[B, T, M · (N / M + 2) · D]</param>
    /// <param name="heads">N</param>
    /// <param name="keyValueHeads">M, which divides N.</param>
    /// <returns>[B, N, T, D], and [B, M, T, D] each.</returns>
    public static (Tensor Query, Tensor Key, Tensor Value) SplitPerHead(Tensor x, long heads, long keyValueHeads)
    {
        var (shared, size) = (heads / keyValueHeads, x.shape[2] / (heads + 2 * keyValueHeads));
        var groups = x.view(x.shape[0], x.shape[1], keyValueHeads, shared + 2, size);
        return (
            groups.narrow(3, 0, shared).reshape(x.shape[0], x.shape[1], heads, size).transpose(1, 2),
            groups.select(3, shared).transpose(1, 2),
            groups.select(3, shared + 1).transpose(1, 2));
    }

    /// <param name="x">[B, N, T, D]</param>
    /// <returns>[B, T, N · D]</returns>
    public static Tensor Join(Tensor x) =>
        x.transpose(1, 2).reshape(x.shape[0], x.shape[2], x.shape[1] * x.shape[3]);
}
