using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tensors;
using PromptGen.Training;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace PromptGen.Verification;

/// <summary>Runs one variant with the encoder that its configuration asks for, and compares all that was recorded of it.</summary>
internal sealed class VariantVerification(ReferenceVariant variant) : IEncoderVisitor<VariantReport>
{
    private readonly RecordedQuantities recorded = new(variant);
    private readonly RecordedInputs inputs = new(variant.Case);

    public VariantReport Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        using var scope = NewDisposeScope();
        switch (variant.Case.Task)
        {
            case RecordedTask.SequenceClassification:
                Compare<TEncoder, SequenceClassificationHead<TEncoder>, TInput>((backbone, form) => new(backbone, LabelCount(form), form));
                break;
            case RecordedTask.TokenClassification:
                Compare<TEncoder, TokenClassificationHead<TEncoder>, TInput>((backbone, form) => new(backbone, LabelCount(form), form));
                break;
            case RecordedTask.QuestionAnswering:
                Compare<TEncoder, QuestionAnsweringHead<TEncoder>, TInput>((backbone, form) => new(backbone, form));
                break;
            case RecordedTask.MultipleChoice:
                Compare<TEncoder, MultipleChoiceHead<TEncoder>, TInput>((backbone, form) => new(backbone, variant.Case.ChoiceCount, form));
                break;
            case RecordedTask.LanguageModel:
                Compare<TEncoder, LanguageModelHead<TEncoder>, TInput>(LanguageModel);
                break;
            case RecordedTask.SingleTokenCloze:
                Compare<TEncoder, SingleTokenClozeHead<TEncoder>, TInput>(
                    (backbone, form) => new(LanguageModel(backbone, form), (int)variant.Case.Input(0, "target_ids")!.shape[1]));
                break;
            case RecordedTask.MultiTokenCloze:
                Compare<TEncoder, MultiTokenClozeHead<TEncoder>, TInput>((backbone, form) => new(LanguageModel(backbone, form), variant.Case.ChoiceCount));
                break;
            default:
                WithoutHead<TEncoder, TInput>($"there is no head for the task '{variant.Case.TaskName}'");
                break;
        }
        return recorded.Report(inputs.Unread);
    }

    private LanguageModelHead<TEncoder> LanguageModel<TEncoder>(Backbone<TEncoder> backbone, HeadForm form) where TEncoder : Encoder, IDescribed<TEncoder> => new(
        backbone,
        TEncoder.Description.Words ?? throw new NoHeadException($"the schema ties no head to the words of {TEncoder.Description.Architecture}"),
        form,
        trained: form.TensorNames().Any(variant.Trainable.Contains));

    // What the description does not count, the output layer has a row for.
    private int LabelCount(HeadForm form)
    {
        if (variant.Case.LabelCount is { } count) return count;
        using var file = CheckpointFolder.OpenWeights(variant.Case.Folder);
        return (int)(file.Find($"{form.Output}.weight") ?? throw new NoHeadException($"model.safetensors holds no head '{form.Output}'")).Shape[0];
    }

    private void Compare<TEncoder, THead, TInput>(Func<Backbone<TEncoder>, HeadForm, THead> newHead)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        PromptedModel<TEncoder, THead> plain;
        try
        {
            plain = Model(newHead);
        }
        catch (NoHeadException e)
        {
            WithoutHead<TEncoder, TInput>(e.Message);
            return;
        }
        using (plain.Backbone) Outputs<TEncoder, THead, TInput>(plain);
        foreach (var run in RecordedRun.All)
            if (recorded.Any($"{run.Description}.") || run.Tensors is not null && (recorded.Any($"{run.Tensors}.") || run.KeepsParameters && recorded.Any("after10.")))
            {
                var trained = Model(newHead);
                using (trained.Backbone) Steps<TEncoder, THead, TInput>(trained, run);
            }
    }

    /// <summary>Compares what the encoder gives without a head.</summary>
    private void WithoutHead<TEncoder, TInput>(string reason)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        using var frozen = Frozen<TEncoder>.Open(variant.Case.Folder);
        var prompted = frozen.Prompt(variant.Prefix(frozen));
        var input = inputs.Batch<TInput>(0);
        HiddenStates(prompted.Encode(input, keepHiddenStates: true), prompted.Prefix, input.Ids.shape[0]);
        inputs.NeedNoLabels();
        recorded.GiveUp(reason);
    }

    /// <summary>A fresh model with the case's weights; the encoder is unfrozen where it was trained.</summary>
    private PromptedModel<TEncoder, THead> Model<TEncoder, THead>(Func<Backbone<TEncoder>, HeadForm, THead> newHead)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        var frozen = Frozen<TEncoder>.Open(variant.Case.Folder);
        var prefix = variant.Prefix(frozen);
        var form = HeadForm(frozen);
        var head = newHead(frozen, form);
        try
        {
            head.Load(CheckpointFolder.ReadHead(variant.Case.Folder, form)
                ?? throw new NoHeadException($"model.safetensors holds no head '{string.Join("', '", form.TensorNames())}'"));
        }
        catch (ArgumentException e)
        {
            throw new NoHeadException($"the head in model.safetensors is another: {e.Message.Split(" (Parameter '")[0]}");
        }

        var ofHead = head.Weights().Select(weight => weight.Name).ToHashSet(StringComparer.Ordinal);
        var ofPrefix = prefix?.Parameters().Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        var others = variant.Trainable
            .Where(name => !ofHead.Contains(name) && !ofPrefix.Contains(name) && !name.StartsWith("prefix_encoder.", StringComparison.Ordinal)).ToList();
        var encoderToo = others.Any(name => IsWeight(frozen, name));
        var foreign = others.FirstOrDefault(name => !IsWeight(frozen, name) && !(Ignores(TEncoder.Description.Checkpoint, name) && recorded.Excuse(name)));
        if (foreign is not null) throw new NotSupportedException($"it trained '{foreign}', which belongs to no encoder, no head and no prefix of keys and values");
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
        var input = inputs.Batch<TInput>(0);
        var output = model.Encode(input, keepHiddenStates: true);
        HiddenStates(output, model.Prefix, input.Ids.shape[0]);
        if (model.Head.Pooled(output) is { } pooled) recorded.Compare("pooled", pooled);

        var logits = model.Head.Logits(output);
        recorded.Compare("logits", logits);
        if (variant.Case.Task == RecordedTask.QuestionAnswering)
            foreach (var (side, quantity) in new[] { (0, "start_logits"), (1, "end_logits") }) recorded.Compare(quantity, logits.select(2, side));
        var loss = model.Head.Loss(logits, inputs.Labels(0), input.Mask);
        recorded.Compare("loss", loss);
        recorded.CompareDescribed("loss", loss.item<float>(), Tolerances.Values);
        if (variant.Has("loss_batch1")) recorded.Compare("loss_batch1", Loss(model, 1, inputs.Batch<TInput>(1)));

        loss.backward();
        // What the loss did not reach has no gradient; a recorded one differs from that by all it is.
        foreach (var (name, parameter) in Named(model)) recorded.Compare($"grad.{name}", parameter.grad ?? zeros_like(parameter));
    }

    private void HiddenStates<TEncoder>(EncoderOutput<TEncoder> output, Prefixes.Prefix<TEncoder>? prefix, long batch)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var hidden = output.HiddenStates!;
        for (var i = 0; i < hidden.Count - 1; i++) recorded.Compare($"hidden.{i}", hidden[i]);
        var last = $"hidden.{hidden.Count - 1}";
        recorded.Compare(last, variant.IsAfterFinalNorm(last) ? output.LastHidden : hidden[^1]);
        recorded.Compare("last_hidden", output.LastHidden);
        if (prefix is not null) recorded.Compare("past_key_values", Stacked(prefix.KeyValues(1), prefix.PromptedLayers, batch));
    }

    private void Steps<TEncoder, THead, TInput>(PromptedModel<TEncoder, THead> model, RecordedRun run)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        TInput[] batches = [inputs.Batch<TInput>(0), inputs.Batch<TInput>(1)];
        using var optimizer = new AdamW(new AdamWOptions { WeightDecay = RecordedRun.Decay, Order = run.Order }, model.Trainables);
        var trained = Named(model).ToList();
        var largestGradients = new double[trained.Count];
        List<double> before = [], after = [], norms = [];
        for (var step = 0; step < RecordedRun.StepCount; step++)
        {
            optimizer.ZeroGradients();
            var loss = Loss(model, step % 2, batches[step % 2]);
            before.Add(loss.item<float>());
            loss.backward();
            norms.Add(Norm(trained, largestGradients));
            optimizer.Step(run.Rate);
            using var noGrad = no_grad();
            after.Add(Loss(model, 0, batches[0]).item<float>());
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
            var wide = gradient.to(ScalarType.Float64);
            sum += (wide * wide).sum().item<double>();
        }
        return Math.Sqrt(sum);
    }

    private Tensor Loss<TEncoder, THead, TInput>(PromptedModel<TEncoder, THead> model, int batch, TInput input)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where THead : Head<TEncoder>
        where TInput : IEncoderInput<TInput> =>
        model.Head.Loss(model.Logits(input), inputs.Labels(batch), input.Mask);

    /// <summary>All that is trained, under the names of the case's checkpoint.</summary>
    private IEnumerable<(string Name, Parameter Parameter)> Named<TEncoder, THead>(PromptedModel<TEncoder, THead> model)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        var map = TEncoder.Description.Checkpoint;
        foreach (var trainable in model.Trainables)
        foreach (var (name, parameter) in trainable.Parameters())
        {
            var names = trainable is Backbone<TEncoder> ? Names(map, name) : [name];
            yield return (names.FirstOrDefault(known => variant.Trainable.Contains(known) || variant.Has($"grad.{known}")) ?? name, parameter);
        }
    }

    private static IEnumerable<string> Names(CheckpointMap map, string parameter) => map.Roots.Select(root => new CheckpointNames(map, root).Of(parameter));

    private static bool IsWeight<TEncoder>(Backbone<TEncoder> backbone, string name) where TEncoder : Encoder, IDescribed<TEncoder> =>
        backbone.Encoder.named_parameters().Any(parameter => Names(TEncoder.Description.Checkpoint, parameter.name).Contains(name));

    /// <summary>Whether the schema says that a name is no weight, under one of its roots.</summary>
    private static bool Ignores(CheckpointMap map, string name) => map.Roots.Any(root => new CheckpointNames(map, root).Ignored(name) is not null);

    private HeadForm HeadForm<TEncoder>(Backbone<TEncoder> backbone) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        using var file = CheckpointFolder.OpenWeights(variant.Case.Folder);
        var ofEncoder = backbone.Report!.Loaded.ToHashSet(StringComparer.Ordinal);
        return variant.HeadForm(backbone.Heads, [.. file.Tensors.Where(tensor => !ofEncoder.Contains(tensor.Name))]);
    }

    private static Tensor Stacked(Prefixes.PrefixKeyValues keyValues, IReadOnlyList<int> layers, long batch) =>
        stack([.. layers.SelectMany(layer =>
        {
            var prefix = keyValues.Layer(layer)!;
            return new[] { prefix.Key.expand(batch, -1, -1, -1), prefix.Value.expand(batch, -1, -1, -1) };
        })]);
}
