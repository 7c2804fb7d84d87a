using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Tokenization;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks.Models;

/// <summary>A pool of adapters over a BERT with random weights, and one request for each of them.</summary>
internal sealed class AdapterRequests : IDisposable
{
    private readonly Frozen<BertEncoder> backbone;
    private readonly AdapterPool<BertEncoder> pool;
    private readonly PredictionRequest[] requests;

    /// <param name="backbone">Disposed of with this.</param>
    /// <param name="size">Its rows are the adapters.</param>
    /// <param name="seed">Fixes adapters and texts.</param>
    public AdapterRequests(Frozen<BertEncoder> backbone, StepSize size, int seed)
    {
        this.backbone = backbone;
        pool = new AdapterPool<BertEncoder>(backbone, paddingId: 0, size.Rows);
        using var generator = new Generator((ulong)seed);
        var random = new Random(seed);
        requests = new PredictionRequest[size.Rows];
        for (var i = 0; i < size.Rows; i++)
        {
            using var prefix = new Prefix<BertEncoder>(backbone, new PrefixOptions { Length = size.PrefixLength }, generator);
            using var head = new SequenceClassificationHead<BertEncoder>(backbone, labelCount: 2, generator: generator);
            pool.Add($"{i}", ReadyAdapter.Of(backbone.Prompt(prefix, head), ["no", "yes"]));
            var ids = Enumerable.Range(0, size.Tokens).Select(_ => random.Next(size.Words)).ToArray();
            requests[i] = new PredictionRequest($"{i}", new TokenizedText(ids, new int[size.Tokens]));
        }
    }

    /// <summary>Requests.</summary>
    public int Count => requests.Length;

    /// <summary>All requests in one call.</summary>
    public void Together() => pool.Predict(requests);

    /// <summary>A call for each request.</summary>
    public void OneByOne()
    {
        foreach (var request in requests) pool.Predict([request]);
    }

    /// <summary>Frees pool and encoder.</summary>
    public void Dispose()
    {
        pool.Dispose();
        backbone.Dispose();
    }
}
