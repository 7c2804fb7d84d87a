// '16' where the wrong twin has '0'.
using PromptGen.Encoders;
using PromptGen.Tasks;
using static TorchSharp.torch;

internal static class Program
{
    private static TrainingRows<TokenInput> Rows(TokenizedExamples examples) => new(examples, batchSize: 16, seed: 7, paddingId: 0, CPU);
}
