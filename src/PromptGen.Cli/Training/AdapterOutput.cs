using PromptGen.Cli.Terminal;
using PromptGen.Adapters;
using PromptGen.Cli.Tasks;
using PromptGen.Encoders;
using PromptGen.Prefixes;
using PromptGen.Reports;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Training;

/// <summary>Saves what was trained.</summary>
internal sealed class AdapterOutput(TrainRequest request, TaskData data, TextTokenizer tokenizer, Screen console)
{
    public SavedAdapter Save<TEncoder>(string output, TrainedRun<TEncoder> chosen) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        // Record and report of an earlier adapter would tell of the wrong training, should this process end before it writes its own.
        RunRecording.Remove(output);
        var whyNotPeft = AdapterFolder.Write(output, chosen.Model, Card(chosen), ModelFolder.Name(request.Model));
        var size = Directory.EnumerateFiles(output).Where(file => !Path.GetFileName(file).StartsWith('.')).Sum(file => new FileInfo(file).Length);
        if (whyNotPeft is not null) console.WriteLine($"note        PEFT cannot open this adapter: it {whyNotPeft}");
        return new SavedAdapter(output, size, chosen.Options.Seed);
    }

    private AdapterCard Card<TEncoder>(TrainedRun<TEncoder> run) where TEncoder : Encoder, IDescribed<TEncoder> => new()
    {
        Architecture = TEncoder.Description.Architecture,
        BaseModelFingerprint = run.Result.FingerprintAfter,
        TokenizerFingerprint = tokenizer.Fingerprint,
        MaxTokens = data.MaxTokens,
        Head = run.Model.Head.Form,
        Labels = data.Task.Labels,
        LabelKind = data.Task.LabelKind,
        Inputs = data.Inputs,
        PrefixLength = run.Model.Prefix?.Length ?? 0,
        PromptedLayers = run.Model.Prefix?.PromptedLayers ?? [],
        LayerCount = run.Model.Backbone.LayerCount,
        HeadCount = run.Model.Backbone.KeyValues(0).Heads,
        PositionShift = run.Model.Backbone.PositionShift(run.Model.Prefix?.Length ?? 0),
        Padding = run.Model.Prefix?.Options.Padding ?? PaddingEmbeddings.Zeroed,
        TokenTypes = run.Model.TokenTypes,
        Training = new TrainingSummary
        {
            Reparameterization = (run.Model.Prefix?.Options.Reparameterization ?? Reparameterization.None).ToString(),
            Epochs = run.Result.Epochs.Count,
            BestEpoch = run.Result.BestEpoch,
            Metric = run.DevScore is null ? null : data.Metric.Name,
            DevScore = run.DevScore,
            Steps = run.Result.Steps,
            BatchSize = request.BatchSize,
            LearningRate = run.Options.LearningRate.Peak,
            Seed = run.Options.Seed,
            Examples = data.ExampleCount,
            TrainableParameters = run.Model.TrainableCount,
            FrozenParameters = run.Model.Backbone.ParameterCount,
            FingerprintBefore = run.Result.FingerprintBefore,
            FingerprintAfter = run.Result.FingerprintAfter,
            Interrupted = run.Result.Interrupted,
            Seconds = Math.Round(run.Result.Elapsed.TotalSeconds, 1),
        },
    };
}
