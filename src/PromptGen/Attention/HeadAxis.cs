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

    /// <param name="x">[B, N, T, D]</param>
    /// <returns>[B, T, N · D]</returns>
    public static Tensor Join(Tensor x) =>
        x.transpose(1, 2).reshape(x.shape[0], x.shape[2], x.shape[1] * x.shape[3]);
}
