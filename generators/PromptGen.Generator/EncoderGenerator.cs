namespace PromptGen.Generator;

internal static class EncoderGenerator
{
}
