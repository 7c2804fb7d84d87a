using System.Text.Json.Serialization;

namespace PromptGen.Heads;

/// <summary>The tasks that published heads solve.</summary>
public enum HeadTask
{
    /// <summary>One label for a row.</summary>
    SequenceClassification,

    /// <summary>One label for each token.</summary>
    TokenClassification,

    /// <summary>The start and the end of an answer.</summary>
    QuestionAnswering,

    /// <summary>One choice among several rows.</summary>
    MultipleChoice,

    /// <summary>A score for every word at each token.</summary>
    LanguageModel,
}

/// <summary>What a head reads.</summary>
public enum HeadInput
{
    /// <summary>The encoder's own pooled vector, [B, C].</summary>
    Pooled,

    /// <summary>The first token, [B, C].</summary>
    FirstToken,

    /// <summary>The last token that is no padding, [B, C].</summary>
    LastToken,

    /// <summary>The mean of the tokens, without padding, [B, C].</summary>
    MeanOfTokens,

    /// <summary>The last token of part A, [B, C].</summary>
    EndOfPartA,

    /// <summary>The first token of part B, [B, C].</summary>
    StartOfPartB,

    /// <summary>Every token, [B, T, C]. A head over rows sends each through its dense layer, and takes the mean of what comes out.</summary>
    Tokens,
}

/// <summary>One published form of a head: its parts, and where a checkpoint of it keeps them.</summary>
/// <param name="Task">What it solves.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Output">The path of the output layer; null: words are scored by the encoder's own table.</param>
/// <param name="Dense">The path of a dense layer before the output; null: none.</param>
/// <param name="Activation">What follows the dense layer.</param>
public sealed record HeadForm(HeadTask Task, HeadInput Input, string? Output, string? Dense = null, Encoders.Activation? Activation = null)
{
    /// <summary>Whether the dense layer has a weight alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DenseWithoutBias { get; init; }

    /// <summary>Whether the output layer has a weight alone, as in transformers' decoders that classify.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OutputWithoutBias { get; init; }

    /// <summary>The rate of dropout before the dense layer; null: the head's own.</summary>
    public double? InputDropout { get; init; }

    /// <summary>A norm after dense layer and activation; null: none.</summary>
    public HeadNorm? Norm { get; init; }

    /// <summary>The path of the bias tensor of an output that scores words by the encoder's table; null: none.</summary>
    public string? TiedBias { get; init; }

    /// <summary>The path of an output layer of its own.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    internal string OwnOutput => Output ?? throw new ArgumentException("The form has no output layer of its own.");

    /// <summary>The names of all its tensors in a checkpoint.</summary>
    public IEnumerable<string> TensorNames()
    {
        foreach (var (layer, bias) in new[] { (Dense, !DenseWithoutBias), (Norm?.Path, Norm is { WithoutBias: false }), (Output, !OutputWithoutBias) })
        {
            if (layer is null) continue;
            yield return $"{layer}.weight";
            if (bias) yield return $"{layer}.bias";
        }
        if (TiedBias is not null) yield return TiedBias;
    }
}

/// <summary>The layer norm of a head.</summary>
/// <param name="Path">Where a checkpoint keeps it.</param>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record HeadNorm(string Path, double Epsilon)
{
    /// <summary>Whether it has a weight alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithoutBias { get; init; }
}
