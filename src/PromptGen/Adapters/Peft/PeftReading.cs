using System.Globalization;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tasks;

namespace PromptGen.Adapters.Peft;

/// <summary>What can be known of an adapter from PEFT's own two files, as a card.</summary>
/// <param name="config">Its <c>adapter_config.json</c>.</param>
/// <param name="tensors">Its tensors.</param>
internal sealed class PeftReading(PeftConfig config, AdapterTensors tensors)
{
    private string TensorPath => tensors.Path;

    /// <param name="baseModel">The folder of the base model, whose <c>id2label</c> names the labels; or null.</param>
    /// <exception cref="AdapterException">The two files do not fit together, or not to a class of PEFT.</exception>
    public AdapterCard Card(string? baseModel)
    {
        CheckPrefix();
        var head = Head();
        return new AdapterCard
        {
            Architecture = null,
            BaseModelFingerprint = null,
            TokenizerFingerprint = null,
            MaxTokens = null,
            Head = head,
            Labels = head is { Task: HeadTask.SequenceClassification or HeadTask.TokenClassification, Output: { } output } ? Labels(output, baseModel) : [],
            PrefixLength = config.PrefixLength,
            PromptedLayers = null,
            LayerCount = config.LayerCount,
            HeadCount = config.HeadCount,
            // transformers derives positions from the length of the cache, and PEFT's prefix is that cache.
            PositionShift = config.PrefixLength,
            TokenTypes = config.Task.TokenTypes,
            Training = null,
        };
    }

    private void CheckPrefix()
    {
        var prefix = tensors.Find(AdapterTensors.Prefix)
            ?? throw new AdapterException($"{TensorPath}: has no tensor '{AdapterTensors.Prefix}'; it holds {Names(tensors.Names)}.");
        if (prefix.Shape is not [var slots, var columns] || slots != config.PrefixLength)
            throw new AdapterException($"{TensorPath}: '{AdapterTensors.Prefix}' is {Shape(prefix)}; {PeftConfig.FileName} says that it has "
                + $"{config.PrefixLength} rows, one for each virtual token.");
        if (config is { LayerCount: { } layers, HiddenSize: { } width } && columns != 2L * layers * width)
            throw new AdapterException($"{TensorPath}: '{AdapterTensors.Prefix}' is {Shape(prefix)}; keys and values of {layers} layers of width {width}, "
                + $"as {PeftConfig.FileName} has them, are {2L * layers * width} columns.");
    }

    /// <summary>
    /// The head whose tensors the file holds. PEFT would ignore a tensor too many, unless it has the name of one of the base model's, which it
    /// would overwrite; so one too many below the model's root is refused.
    /// </summary>
    private HeadForm? Head()
    {
        var found = tensors.Names.Where(name => name.StartsWith(AdapterTensors.HeadRoot, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var forms = config.Task.Heads.Values.Distinct().ToList();
        foreach (var form in forms)
            if (found.SetEquals(TensorNames(form))) return form;
        throw new AdapterException($"{TensorPath}: holds {Names(found)} below '{AdapterTensors.HeadRoot}'; the head of '{config.Task.Name}' is "
            + $"{string.Join(" or ", forms.Select(form => Names(TensorNames(form))))}.");
    }

    private IReadOnlyList<string> Labels(string output, string? baseModel)
    {
        var weight = tensors.Find($"{AdapterTensors.HeadRoot}{output}.weight")!;
        if (weight.Shape is not [var count and > 0, > 0])
            throw new AdapterException($"{TensorPath}: '{AdapterTensors.HeadRoot}{output}.weight' is {Shape(weight)}; expected two axes of 1 or more, [labels, inputs].");
        return Named(count, baseModel) ?? [.. Numbers(count).Select(number => $"LABEL_{number}")];
    }

    /// <summary>The names in the base model's configuration, if it has one for each output: it may be that of another task.</summary>
    private static IReadOnlyList<string>? Named(long count, string? baseModel)
    {
        if (baseModel is null) return null;
        try
        {
            var names = CheckpointFolder.ReadConfig(baseModel).Texts("id2label");
            return names?.Count == count && Numbers(count).All(names.ContainsKey) ? new LabelSet(Numbers(count).Select(number => names[number])).Names : null;
        }
        catch (CheckpointException e)
        {
            throw new AdapterException(e.Message, e);
        }
        catch (ArgumentException e)
        {
            throw new AdapterException($"{Path.Combine(baseModel, "config.json")}: 'id2label': {e.Message}", e);
        }
    }

    private static IEnumerable<string> Numbers(long count) => Enumerable.Range(0, (int)count).Select(i => i.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<string> TensorNames(HeadForm? form) => form?.TensorNames().Select(name => AdapterTensors.HeadRoot + name) ?? [];

    private static string Names(IEnumerable<string> names) => names.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } some ? string.Join(", ", some.Select(name => $"'{name}'")) : "no tensor";

    private static string Shape(StoredTensor tensor) => $"[{string.Join(", ", tensor.Shape)}]";
}
