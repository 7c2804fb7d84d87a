namespace PromptGen.Reports;

/// <summary>The SHA-256 of the encoder's weights around a run: equal where it is frozen.</summary>
/// <param name="Before">Before the run.</param>
/// <param name="After">After it.</param>
public sealed record EncoderHash(string Before, string After);
