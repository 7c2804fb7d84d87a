using PromptGen.Heads;

namespace PromptGen.Verification;

/// <summary>What was recorded: the task of a head, and for clozes how it is put.</summary>
internal enum RecordedTask
{
    SequenceClassification,
    TokenClassification,
    QuestionAnswering,
    MultipleChoice,
    LanguageModel,
    SingleTokenCloze,
    MultiTokenCloze,
}

internal static class RecordedTasks
{
    /// <summary>The task of the head's published form.</summary>
    public static HeadTask Head(this RecordedTask task) => task switch
    {
        RecordedTask.SequenceClassification => HeadTask.SequenceClassification,
        RecordedTask.TokenClassification => HeadTask.TokenClassification,
        RecordedTask.QuestionAnswering => HeadTask.QuestionAnswering,
        RecordedTask.MultipleChoice => HeadTask.MultipleChoice,
        _ => HeadTask.LanguageModel,
    };
}
