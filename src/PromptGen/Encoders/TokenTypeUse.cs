namespace PromptGen.Encoders;

/// <summary>Which segments an encoder with segments takes its tokens to lie in.</summary>
public enum TokenTypeUse
{
    /// <summary>Those of the input.</summary>
    Given,

    /// <summary>
    /// The first, whatever the input says. Hugging Face PEFT runs so for the tasks <c>QUESTION_ANS</c> and <c>FEATURE_EXTRACTION</c>: it takes
    /// <c>token_type_ids</c> and passes them on to no encoder (<c>PeftModelForQuestionAnswering.forward</c>, PEFT 0.21).
    /// </summary>
    Zero,
}
