// CS0311 (29,24): The type 'PromptGen.Backbones.BertEncoder' cannot be used as type parameter 'TEncoder' in the generic type or method 'Trainer.Fit<TEncoder, THead, TInput>(PromptedModel<TEncoder, THead>, ITrainingData<TInput>, TrainingOptions, Func<double>?, IProgress<TrainingProgress>?, CancellationToken, RunFile?, ILogger?)'. There is no implicit reference conversion from 'PromptGen.Backbones.BertEncoder' to 'PromptGen.Encoders.Encoder<BlockInput>'.
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
        return Trainer.Fit(model, blocks, new TrainingOptions());
    }
}
