// PGEN504 (8,106): 'batchSize' is 0; expected at least 1
using PromptGen.Encoders;
using PromptGen.Tasks;
using static TorchSharp.torch;

internal static class Program
{
    private static TrainingRows<TokenInput> Rows(TokenizedExamples examples) => new(examples, batchSize: 0, seed: 7, paddingId: 0, CPU);
}
