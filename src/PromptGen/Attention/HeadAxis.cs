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
    public static (Tensor Query, Tensor Key, Tensor Value) SplitBlocks(Tensor x, long heads)
    {
        var parts = x.chunk(3, -1);
        return (Split(parts[0], heads), Split(parts[1], heads), Split(parts[2], heads));
    }

    /// <summary>A fused projection that gives query, key and value of one head after the other (DeBERTa v1).</summary>
    /// <param name="x">[B, T, N · 3 · D]</param>
    /// <param name="heads">N</param>
    /// <returns>[B, N, T, D] each.</returns>
    public static (Tensor Query, Tensor Key, Tensor Value) SplitPerHead(Tensor x, long heads)
    {
        var parts = Split(x, heads).chunk(3, -1);
        return (parts[0], parts[1], parts[2]);
    }

    /// <param name="x">[B, N, T, D]</param>
    /// <returns>[B, T, N · D]</returns>
    public static Tensor Join(Tensor x) =>
        x.transpose(1, 2).reshape(x.shape[0], x.shape[2], x.shape[1] * x.shape[3]);
}
