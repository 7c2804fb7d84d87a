using PromptGen.Backbones;
using PromptGen.Benchmarks.Measuring;
using PromptGen.Benchmarks.Models;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using static TorchSharp.torch;

namespace PromptGen.Benchmarks;

/// <summary>What it brings that rows of one batch may use different adapters.</summary>
internal sealed class MixedAdapters : IBenchmark
{
    private static readonly Goal goal = Goal.Ratio(1 / 4.0);

    /// <inheritdoc/>
    public string Name => "mixed";

    /// <inheritdoc/>
    public string Question => "A request for each of many adapters of one pool: all in one batch beside one by one, and the encoder's products with its weights alone, which bound both.";

    /// <inheritdoc/>
    public void Run(Session session)
    {
        var size = session.Quick ? StepSize.Tiny : StepSize.MiniLm with { Rows = 32, Tokens = 32 };
        Compare("float32", size.Bert(session.Seed));
        using (var folder = new BertFolder(size, session.Seed, ScalarType.BFloat16)) Compare("bfloat16", BertEncoder.Open(folder.Path, WeightPrecision.AsStored));

        using var maps = new LinearMaps(size, session.Seed);
        session.Compare($"Products with weights alone, float32, {Session.Number(maps.GigaFlops, "0.0")} GFLOP:",
        [
            new Contestant("row by row", () => maps.Run(1), Work: maps.GigaFlops),
            new Contestant("all rows at once", () => maps.Run(size.Rows), Work: maps.GigaFlops),
            new Contestant("for comparison: one large square product", maps.RunLargest, Work: maps.LargestGigaFlops),
        ], "GFLOP");

        void Compare(string type, Frozen<BertEncoder> backbone)
        {
            using var requests = new AdapterRequests(backbone, size, session.Seed);
            session.Compare($"{size}, {type}:",
            [
                new Contestant("one by one", requests.OneByOne, Work: requests.Count),
                new Contestant("mixed", requests.Together, goal, requests.Count),
            ], "requests");
        }
    }
}
