using static TorchSharp.torch;

namespace PromptGen.Encoders;

/// <summary>Some rows of an input, as heads read them.</summary>
internal class InputRows : IEncoderInput
{
    private readonly IEncoderInput input;
    private readonly int start, count;

    private InputRows(IEncoderInput input, int start, int count) => (this.input, this.start, this.count) = (input, start, count);

    /// <param name="input">[B, T]</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many.</param>
    public static IEncoderInput Of(IEncoderInput input, int start, int count) =>
        input is IPartedInput parted ? new Parted(parted, start, count) : new InputRows(input, start, count);

    public Tensor Ids => Rows(input.Ids);

    public Tensor Mask => Rows(input.Mask);

    public IReadOnlyList<Tensor> Tensors => [.. input.Tensors.Select(Rows)];

    private Tensor Rows(Tensor all) => all.narrow(0, start, count);

    private sealed class Parted(IPartedInput parted, int start, int count) : InputRows(parted, start, count), IPartedInput
    {
        public Tensor PartB => Rows(parted.PartB);

        public Candidates? Candidates => parted.Candidates is { } all ? new Candidates(Rows(all.Ids), Rows(all.Mask)) : null;
    }
}
