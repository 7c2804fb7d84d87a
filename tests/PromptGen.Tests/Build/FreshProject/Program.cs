using System.Globalization;
using Fresh;
using PromptGen;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Training;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
torch.random.manual_seed(1);

using var encoder = MyEncoder.Random(MyConfig.Tiny, seed: 1);
using var prefix = new Prefix<MyEncoder>(encoder, new PrefixOptions { Length = 4 });
using var head = new SequenceClassificationHead<MyEncoder>(encoder, labelCount: 2);
var model = encoder.Prompt(prefix, head);
var data = new OneBatch();

Console.WriteLine($"fingerprint before: {encoder.Fingerprint()}");
Console.WriteLine($"loss before: {Loss():r}");
var result = Trainer.Fit(model, data, new TrainingOptions { Epochs = 1, LearningRate = new(1e-2) });
Console.WriteLine($"steps: {result.Steps}");
Console.WriteLine($"loss after: {Loss():r}");
Console.WriteLine($"fingerprint after: {encoder.Fingerprint()}");

float Loss()
{
    model.Eval();
    using var noGrad = torch.no_grad();
    using var batch = data.Epoch(0).Single();
    using var logits = model.Logits(batch.Input);
    using var loss = head.Loss(logits, batch.Labels!, batch.Input.Mask);
    return loss.item<float>();
}

/// <summary>Two rows of different length and one label, which a single step makes likelier whatever the encoder's random weights are.</summary>
internal sealed class OneBatch : ITrainingData<TokenInput>
{
    public int BatchesPerEpoch => 1;

    public int LongestInput => 5;

    public IEnumerable<Batch<TokenInput>> Epoch(int epoch)
    {
        var ids = torch.tensor(new long[,] { { 2, 7, 11, 5, 3 }, { 2, 13, 3, 0, 0 } });
        var mask = torch.tensor(new long[,] { { 1, 1, 1, 1, 1 }, { 1, 1, 1, 0, 0 } });
        yield return new Batch<TokenInput>(new TokenInput(ids, mask), torch.tensor(new long[] { 1, 1 }), [0, 1]);
    }
}
