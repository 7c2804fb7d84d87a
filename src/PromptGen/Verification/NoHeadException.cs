namespace PromptGen.Verification;

/// <summary>No head of the encoder is the one that a case was recorded with; what the encoder gives can be compared all the same.</summary>
/// <param name="reason">Why there is none.</param>
internal sealed class NoHeadException(string reason) : Exception(reason);
