using PromptGen.Heads;
using static TorchSharp.torch;

namespace PromptGen.Tasks;

/// <summary>What is right for rows, as the loss of a head reads it.</summary>
public abstract class RowLabels
{
    private RowLabels(int count) => Count = count;

    /// <summary>How many rows they are for.</summary>
    public int Count { get; }

    /// <summary>One label a row: <see cref="SequenceClassificationHead{TEncoder}"/> with <see cref="LabelKind.One"/>.</summary>
    /// <param name="indices">The index of each row's label.</param>
    public static RowLabels One(IReadOnlyList<int> indices) => new Made(indices.Count, (rows, device) => Padding.Numbers(rows, row => indices[row], device));

    /// <summary>Any number of labels a row: <see cref="LabelKind.Several"/>.</summary>
    /// <param name="indices">The indices of each row's labels.</param>
    /// <param name="labelCount">How many labels there are.</param>
    public static RowLabels Several(IReadOnlyList<IReadOnlyCollection<int>> indices, int labelCount) => new Made(indices.Count, (rows, device) =>
        Padding.Rows(rows, row => [.. Enumerable.Range(0, labelCount).Select(label => indices[row].Contains(label) ? 1 : 0)], 0, device));

    /// <summary>A number a row: <see cref="LabelKind.Value"/>.</summary>
    /// <param name="values">The number of each row; float32 in the loss.</param>
    public static RowLabels Values(IReadOnlyList<double> values) =>
        new Made(values.Count, (rows, device) => tensor(rows.Select(row => (float)values[row]).ToArray(), [rows.Count], ScalarType.Float32, device));

    /// <summary>A label for each token: <see cref="TokenClassificationHead{TEncoder}"/>.</summary>
    /// <param name="indices">[T] of each row; <see cref="Unlabeled.Token"/> where a token has none.</param>
    public static RowLabels OfTokens(IReadOnlyList<int[]> indices) =>
        new Made(indices.Count, (rows, device) => Padding.Rows(rows, row => indices[row], (int)Unlabeled.Token, device));

    /// <summary>First and last token of an answer: <see cref="QuestionAnsweringHead{TEncoder}"/>.</summary>
    /// <param name="spans">Their indices in each row.</param>
    public static RowLabels Spans(IReadOnlyList<(int First, int Last)> spans) =>
        new Made(spans.Count, (rows, device) => Padding.Rows(rows, row => [spans[row].First, spans[row].Last], 0, device));

    /// <summary>Those of some rows.</summary>
    /// <param name="rows">Which, at least one.</param>
    /// <param name="device">Where the tensor is made.</param>
    /// <returns>[B, ...], as the loss of the head says.</returns>
    internal abstract Tensor Collate(IReadOnlyList<int> rows, Device device);

    private sealed class Made(int count, Func<IReadOnlyList<int>, Device, Tensor> collate) : RowLabels(count)
    {
        internal override Tensor Collate(IReadOnlyList<int> rows, Device device) => collate(rows, device);
    }
}
