using PromptGen.Encoders;
using PromptGen.Heads;

namespace PromptGen.Adapters.Peft;

/// <summary>
/// One of PEFT's classes of models (<c>PeftModelForSequenceClassification</c>, ...) with the heads that transformers' models have for it. Held
/// against PEFT 0.21.2 and transformers 5.23: only over these models does prefix tuning work there with encoders.
/// </summary>
/// <param name="Name">The <c>task_type</c>.</param>
/// <param name="Task">What it solves; null: there is no head.</param>
/// <param name="HeadModules">What PEFT saves of the model beside the prefix (<c>modules_to_save</c>).</param>
/// <param name="TokenTypes">What it does to the segments of an input.</param>
/// <param name="Heads">The heads of transformers' models, by <c>model_type</c>.</param>
internal sealed record PeftTask(
    string Name, HeadTask? Task, IReadOnlyList<string> HeadModules, TokenTypeUse TokenTypes, IReadOnlyDictionary<string, HeadForm?> Heads)
{
    private const string Bert = "bert", Roberta = "roberta";

    /// <summary>The <c>model_type</c> of each model that prefix tuning works over.</summary>
    public static IReadOnlyList<string> ModelTypes { get; } = [Bert, Roberta];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PeftTask> All { get; } =
    [
        new("SEQ_CLS", HeadTask.SequenceClassification, ["classifier", "score"], TokenTypeUse.Given, new Dictionary<string, HeadForm?>
        {
            [Bert] = new(HeadTask.SequenceClassification, HeadInput.Pooled, Output: "classifier"),
            // transformers' RobertaClassificationHead; such a model has no pooler.
            [Roberta] = new(HeadTask.SequenceClassification, HeadInput.FirstToken, Output: "classifier.out_proj", Dense: "classifier.dense", Activation: Activation.Tanh),
        }),
        new("TOKEN_CLS", HeadTask.TokenClassification, ["classifier", "score"], TokenTypeUse.Given,
            OverBoth(new(HeadTask.TokenClassification, HeadInput.Tokens, Output: "classifier"))),
        new("QUESTION_ANS", HeadTask.QuestionAnswering, ["qa_outputs"], TokenTypeUse.Zero,
            OverBoth(new(HeadTask.QuestionAnswering, HeadInput.Tokens, Output: "qa_outputs"))),
        new("FEATURE_EXTRACTION", Task: null, [], TokenTypeUse.Zero, OverBoth(null)),
    ];

    /// <summary>The class for a task; null: PEFT has none.</summary>
    /// <param name="task">Null: hidden states.</param>
    public static PeftTask? For(HeadTask? task) => All.FirstOrDefault(peft => peft.Task == task);

    /// <summary>The <c>model_type</c> under which PEFT knows an encoder, or null.</summary>
    /// <param name="encoder">The encoder.</param>
    public static string? ModelType(EncoderDescription encoder) =>
        // What requires more than the model type is another encoder under its name, such as BERT with relative positions.
        encoder.Requires.Count > 0 ? null : ModelTypes.FirstOrDefault(encoder.ModelTypes.Contains);

    private static Dictionary<string, HeadForm?> OverBoth(HeadForm? head) => new() { [Bert] = head, [Roberta] = head };
}
