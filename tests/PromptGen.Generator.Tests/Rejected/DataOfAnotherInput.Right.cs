// 'sentences' where the wrong twin has 'blocks'.
using System;
using System.Collections.Generic;
using PromptGen;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tokenization;
using PromptGen.Training;
using TorchSharp;

internal sealed record BlockInput(torch.Tensor Ids, torch.Tensor Mask, torch.Tensor Blocks) : IEncoderInput<BlockInput>
{
    public IReadOnlyList<torch.Tensor> Tensors => [Ids, Mask, Blocks];

    public static BlockInput Collate(IReadOnlyList<TokenizedText> texts, int paddingId, torch.Device device) => throw new NotSupportedException();

    public static BlockInput FromTensors(Func<string, torch.Tensor?> tensor) => throw new NotSupportedException();
}

internal static class Program
{
    private static TrainingResult Train(
        PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> model,
        ITrainingData<TokenInput> sentences,
        ITrainingData<BlockInput> blocks)
    {
        Console.WriteLine($"{sentences.BatchesPerEpoch} batches of sentences, {blocks.BatchesPerEpoch} of blocks");
        return Trainer.Fit(model, sentences, new TrainingOptions());
    }
}
