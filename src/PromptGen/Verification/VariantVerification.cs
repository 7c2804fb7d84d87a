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
    // The weight decay and the number of the recorded steps.
    private const double Decay = 0.01;
    private const int StepCount = 10;

    private static readonly RecordedRun[] Runs =
    [
        new("trajectory_torch_adamw", "traj", WeightDecayOrder.BeforeUpdate, 5e-3),
        new("trajectory_hf_adamw", null, WeightDecayOrder.AfterUpdate, 5e-3),
        new("full_finetune_trajectory_lr1e-4_torch_adamw", "traj_fullft_lr1e-4", WeightDecayOrder.BeforeUpdate, 1e-4),
    ];

    private readonly RecordedQuantities recorded = new(variant);
    private readonly HashSet<string> read = new(["labels"], StringComparer.Ordinal);

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
        return recorded.Report(variant.Case.Inputs(0).Where(input => !read.Contains(input)).Order(StringComparer.Ordinal));
    }

    private void Compare<TEncoder, THead, TInput>(Func<Backbone<TEncoder>, HeadForm, THead> newHead)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        var plain = Model(newHead);
        using (plain.Backbone) Outputs<TEncoder, THead, TInput>(plain);
        foreach (var run in Runs)
            if (recorded.Any($"{run.Description}.") || run.Tensors is not null && (recorded.Any($"{run.Tensors}.") || run.KeepsParameters && recorded.Any("after10.")))
            {
                var trained = Model(newHead);
                using (trained.Backbone) Steps<TEncoder, THead, TInput>(trained, run);
            }
    }

    /// <summary>A fresh model with the case's weights; the encoder is unfrozen where it was trained.</summary>
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
        foreach (var (name, parameter) in head.Parameters())
        {
            if (!stored[name].shape.SequenceEqual(parameter.shape))
                throw new NotSupportedException($"{name} in model.safetensors is [{string.Join(", ", stored[name].shape)}]; "
                    + $"with {variant.Case.LabelCount} labels it would be [{string.Join(", ", parameter.shape)}]");
            parameter.copy_(stored[name]);
        }

        string?[] beside = ["prefix_encoder", form.Output, form.Dense];
        var encoderToo = variant.Trainable.Any(name => beside.All(path => path is null || !name.StartsWith($"{path}.", StringComparison.Ordinal)));
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
        var hidden = output.HiddenStates!;
        for (var i = 0; i < hidden.Count - 1; i++) recorded.Compare($"hidden.{i}", hidden[i]);
        // Hugging Face's last hidden state is the one after the final norm, unless both were recorded.
        recorded.Compare($"hidden.{hidden.Count - 1}", variant.Has("last_hidden") ? hidden[^1] : output.LastHidden);
        recorded.Compare("last_hidden", output.LastHidden);
        if (TEncoder.Description.Pooling is { } pooling && model.Backbone.HasPooler) recorded.Compare("pooled", pooling.Pool(output, training: false));
        if (model.Prefix is { } prefix) recorded.Compare("past_key_values", Stacked(prefix.KeyValues(1), prefix.PromptedLayers, input.Ids.shape[0]));

        var logits = model.Head.Logits(output);
        recorded.Compare("logits", logits);
        var loss = model.Head.Loss(logits, Labels(0), input.Mask);
        recorded.Compare("loss", loss);
        recorded.CompareDescribed("loss", loss.item<float>(), Tolerances.Values);
        if (variant.Has("loss_batch1")) recorded.Compare("loss_batch1", Loss(model, 1, Input<TInput>(1)));

        loss.backward();
        // What the loss did not reach has no gradient; a recorded one differs from that by all it is.
        foreach (var (name, parameter) in Named(model)) recorded.Compare($"grad.{name}", parameter.grad ?? zeros_like(parameter));
    }

    private void Steps<TEncoder, THead, TInput>(PromptedModel<TEncoder, THead> model, RecordedRun run)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        TInput[] inputs = [Input<TInput>(0), Input<TInput>(1)];
        using var optimizer = new AdamW(new AdamWOptions { WeightDecay = Decay, Order = run.Order }, model.Trainables);
        var trained = Named(model).ToList();
        var largestGradients = new double[trained.Count];
        List<double> before = [], after = [], norms = [];
        for (var step = 0; step < StepCount; step++)
        {
            optimizer.ZeroGradients();
            var loss = Loss(model, step % 2, inputs[step % 2]);
            before.Add(loss.item<float>());
            loss.backward();
            norms.Add(Norm(trained, largestGradients));
            optimizer.Step(run.Rate);
            using var noGrad = no_grad();
            after.Add(Loss(model, 0, inputs[0]).item<float>());
        }
        foreach (var (quantity, losses) in new[] { ("loss_before", before), ("loss_after_on_batch0", after) })
        {
            recorded.CompareDescribed($"{run.Description}.{quantity}", losses, Tolerances.TrajectoryLosses);
            if (run.Tensors is not null)
                recorded.Compare($"{run.Tensors}.{quantity}", tensor(losses.Select(l => (float)l).ToArray()), Tolerances.TrajectoryLosses);
        }
        recorded.CompareDescribed($"{run.Description}.grad_norm", norms, Tolerances.GradientNorms);
        if (run.KeepsParameters)
            for (var i = 0; i < trained.Count; i++) recorded.CompareTrained(trained[i].Name, trained[i].Parameter, largestGradients[i]);
    }

    /// <summary>The norm of all gradients together; what is largest in each is kept.</summary>
    private static double Norm(List<(string Name, Parameter Parameter)> trained, double[] largest)
    {
        using var scope = NewDisposeScope();
        var sum = 0.0;
        for (var i = 0; i < trained.Count; i++)
        {
            if (trained[i].Parameter.grad is not { } gradient) continue;
            largest[i] = Math.Max(largest[i], gradient.abs().max().item<float>());
            sum += gradient.to(ScalarType.Float64).square().sum().item<double>();
        }
        return Math.Sqrt(sum);
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

    private TInput Input<TInput>(int batch) where TInput : IEncoderInput<TInput> => TInput.FromTensors(name =>
    {
        read.Add(name);
        return variant.Case.Input(batch, name);
    });

    private Tensor Labels(int batch) => variant.Case.Input(batch, "labels") ?? throw new NotSupportedException("no labels were recorded");

    /// <summary>Ten recorded steps of one optimizer.</summary>
    /// <param name="Description">The description's name for them.</param>
    /// <param name="Tensors">Their name among the tensors; null: they are in the description only.</param>
    /// <param name="Order">Which AdamW.</param>
    /// <param name="Rate">The constant learning rate.</param>
    private sealed record RecordedRun(string Description, string? Tensors, WeightDecayOrder Order, double Rate)
    {
        /// <summary>Whether <c>after10</c> is what this run made of the parameters.</summary>
        public bool KeepsParameters => Tensors == "traj";
    }
}
