using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tensors;
using static TorchSharp.torch;

namespace PromptGen.Verification;

/// <summary>The recorded inputs and labels of a case, ticked off as they are read.</summary>
/// <param name="reference">The case.</param>
internal sealed class RecordedInputs(ReferenceCase reference)
{
    private readonly HashSet<string> read = new(["labels"], StringComparer.Ordinal);

    /// <summary>Recorded inputs that nothing has read.</summary>
    public IEnumerable<string> Unread => reference.Inputs(0).Where(input => !read.Contains(input)).Order(StringComparer.Ordinal);

    /// <summary>A batch as the encoder reads it.</summary>
    /// <param name="batch">0 or 1.</param>
    public TInput Batch<TInput>(int batch) where TInput : IEncoderInput<TInput> => TInput.FromTensors(name =>
    {
        read.Add(name);
        return reference.Input(batch, name);
    });

    /// <summary>The labels of a batch, as the head of the case's task takes them.</summary>
    /// <param name="batch">0 or 1.</param>
    /// <exception cref="NotSupportedException">They were not recorded.</exception>
    public Tensor Labels(int batch) => reference.Task switch
    {
        RecordedTask.QuestionAnswering => stack([Label(batch, "start_positions"), Label(batch, "end_positions")], 1),
        // GLM counts the tokens of part B by a mask of their own.
        RecordedTask.LanguageModel when reference.Label(batch, "labels") is null =>
            Label(batch, "target_ids").Filled(Label(batch, "loss_mask").Is(0), Unlabeled.Token),
        _ => Label(batch, "labels"),
    };

    /// <summary>Counts what only heads read as read: there is none.</summary>
    public void NeedNoLabels() => read.UnionWith(["labels", "start_positions", "end_positions", "target_ids", "loss_mask", "logit_mask"]);

    private Tensor Label(int batch, string name)
    {
        read.Add(name);
        return reference.Label(batch, name) ?? throw new NotSupportedException($"no '{name}' were recorded");
    }
}
