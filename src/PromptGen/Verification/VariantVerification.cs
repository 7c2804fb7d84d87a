using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Training;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace PromptGen.Verification;

/// <summary>Runs one variant with the encoder that its configuration asks for, and compares all that was recorded of it.</summary>
internal sealed class VariantVerification(ReferenceVariant variant) : IEncoderVisitor<VariantReport>
{
    /// <summary>The rates and constants with which the recorded steps were made.</summary>
    private const double Rate = 5e-3, FullRate = 1e-4, Decay = 0.01;

    private readonly RecordedQuantities recorded = new(variant);

    public VariantReport Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        using var scope = NewDisposeScope();
        switch (variant.Case.Task)
        {
            case HeadTask.TokenClassification:
                Compare<TEncoder, TokenClassificationHead<TEncoder>, TInput>(
                    (backbone, form) => new TokenClassificationHead<TEncoder>(backbone, variant.Case.LabelCount, form));
                break;
            case HeadTask.SequenceClassification:
                Compare<TEncoder, SequenceClassificationHead<TEncoder>, TInput>(
                    (backbone, form) => new SequenceClassificationHead<TEncoder>(backbone, variant.Case.LabelCount, form));
                break;
            default:
                throw new NotSupportedException($"there is no head for the task '{variant.Case.TaskName}'");
        }
        return recorded.Report();
    }

    private void Compare<TEncoder, THead, TInput>(Func<Backbone<TEncoder>, HeadForm, THead> newHead)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        PromptedModel<TEncoder, THead> NewModel() => Model(newHead);

        Outputs<TEncoder, THead, TInput>(NewModel());
        if (recorded.Any("traj.") || variant.Trajectory("trajectory_torch_adamw", "loss_before") is not null)
            Steps<TEncoder, THead, TInput>(NewModel(), WeightDecayOrder.BeforeUpdate, Rate, "traj", "trajectory_torch_adamw");
        if (variant.Trajectory("trajectory_hf_adamw", "loss_before") is not null)
            Steps<TEncoder, THead, TInput>(NewModel(), WeightDecayOrder.AfterUpdate, Rate, null, "trajectory_hf_adamw");
        if (recorded.Any("traj_fullft_lr1e-4."))
            Steps<TEncoder, THead, TInput>(NewModel(), WeightDecayOrder.BeforeUpdate, FullRate, "traj_fullft_lr1e-4", "full_finetune_trajectory_lr1e-4_torch_adamw");
    }

    /// <summary>A fresh model with the case's weights; the encoder is unfrozen where gradients of it were recorded.</summary>
    private PromptedModel<TEncoder, THead> Model<TEncoder, THead>(Func<Backbone<TEncoder>, HeadForm, THead> newHead)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        var frozen = Frozen<TEncoder>.Open(variant.Case.Folder);
        var prefix = variant.Prefix(frozen);
        var form = variant.HeadForm(TEncoder.Description.Heads);
        var head = newHead(frozen, form);
        var stored = CheckpointFolder.ReadHead(variant.Case.Folder, form)
            ?? throw new NotSupportedException($"model.safetensors holds no head '{form.Output}'");
        using var noGrad = no_grad();
        foreach (var (name, parameter) in head.Parameters()) parameter.copy_(stored[name]);

        var headNames = head.Parameters().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var encoderToo = recorded.Gradients.Any(g => !headNames.Contains(g) && !g.StartsWith("prefix_encoder.", StringComparison.Ordinal));
        Backbone<TEncoder> backbone = encoderToo ? frozen.Unfreeze() : frozen;
        var model = backbone.Prompt(prefix, head);
        model.Eval();
        return model;
    }

    private void Outputs<TEncoder, THead, TInput>(PromptedModel<TEncoder, THead> model)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        var input = Input<TInput>(0);
        var output = model.Encode(input, keepHiddenStates: true);
        for (var i = 0; i < output.HiddenStates!.Count; i++) recorded.Compare($"hidden.{i}", output.HiddenStates[i]);
        recorded.Compare("last_hidden", output.LastHidden);
        if (TEncoder.Description.Pooling is { } pooling && model.Backbone.HasPooler) recorded.Compare("pooled", pooling.Pool(output, training: false));
        if (model.Prefix is { } prefix) recorded.Compare("past_key_values", Stacked(prefix.KeyValues(1), prefix.PromptedLayers, input.Ids.shape[0]));

        var logits = model.Head.Logits(output);
        recorded.Compare("logits", logits);
        var loss = model.Head.Loss(logits, Labels(0), input.Mask);
        recorded.Compare("loss", loss);
        if (variant.Has("loss_batch1")) recorded.Compare("loss_batch1", Loss(model, 1, Input<TInput>(1)));

        loss.backward();
        foreach (var (name, parameter) in Named(model))
            if (parameter.grad is { } gradient) recorded.Compare($"grad.{name}", gradient);
    }

    private void Steps<TEncoder, THead, TInput>(
        PromptedModel<TEncoder, THead> model, WeightDecayOrder order, double rate, string? tensors, string description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        TInput[] inputs = [Input<TInput>(0), Input<TInput>(1)];
        using var optimizer = new AdamW(new AdamWOptions { WeightDecay = Decay, Order = order }, model.Trainables);
        List<double> before = [], after = [];
        for (var step = 0; step < 10; step++)
        {
            optimizer.ZeroGradients();
            var loss = Loss(model, step % 2, inputs[step % 2]);
            before.Add(loss.item<float>());
            loss.backward();
            optimizer.Step(rate);
            using var noGrad = no_grad();
            after.Add(Loss(model, 0, inputs[0]).item<float>());
        }
        recorded.CompareLosses(description, tensors, "loss_before", before);
        recorded.CompareLosses(description, tensors, "loss_after_on_batch0", after);
        if (tensors == "traj")
            foreach (var (name, parameter) in Named(model)) recorded.CompareTrained(name, parameter);
    }

    private Tensor Loss<TEncoder, THead, TInput>(PromptedModel<TEncoder, THead> model, int batch, TInput input)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput> =>
        model.Head.Loss(model.Logits(input), Labels(batch), input.Mask);

    /// <summary>All that is trained, under the names of the case's checkpoint.</summary>
    private IEnumerable<(string Name, Parameter Parameter)> Named<TEncoder, THead>(PromptedModel<TEncoder, THead> model)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        var map = TEncoder.Description.Checkpoint;
        foreach (var trainable in model.Trainables)
        foreach (var (name, parameter) in trainable.Parameters())
        {
            var names = trainable is Backbone<TEncoder> ? map.Roots.Select(root => new CheckpointNames(map, root).Of(name)) : [name];
            yield return (names.FirstOrDefault(variant.Trainable.Contains) ?? name, parameter);
        }
    }

    private static Tensor Stacked(Prefixes.PrefixKeyValues keyValues, IReadOnlyList<int> layers, long batch) =>
        stack([.. layers.SelectMany(layer =>
        {
            var prefix = keyValues.Layer(layer)!;
            return new[] { prefix.Key.expand(batch, -1, -1, -1), prefix.Value.expand(batch, -1, -1, -1) };
        })]);

    private TInput Input<TInput>(int batch) where TInput : IEncoderInput<TInput> => TInput.FromTensors(name => variant.Case.Input(batch, name));

    private Tensor Labels(int batch) => variant.Case.Input(batch, "labels") ?? throw new NotSupportedException("no labels were recorded");
}
