using System.Globalization;
using PromptGen.Adapters;
using PromptGen.Cli.Terminal;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Tasks;
using PromptGen.Tasks.Metrics;
using PromptGen.Tokenization;
using PromptGen.Training;
using Spectre.Console;
using TorchSharp;

namespace PromptGen.Cli.Training;

/// <summary>One <c>promptgen train</c>: every seed with every learning rate, the dev examples choosing; then the test, then the adapter.</summary>
internal sealed class TrainingSession(TrainRequest request, IAnsiConsole console, CancellationToken cancellation) : IEncoderVisitor<int>
{
    public int Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        console.WriteLine($"device      {request.Device}");
        var tokenizer = TextTokenizer.Open(request.Model, description.Tokenizers);
        var data = TaskData.Read(request, tokenizer);
        data.Print(console);
        var folder = request.Output is null ? null : new RunFolder(request, tokenizer.Fingerprint);
        if (request.Resume) console.WriteLine(Directory.Exists(folder!.Path) ? $"resume      {folder.Path}" : "resume      there is no run to go on with; a new one begins");

        Frozen<TEncoder>? shared = null;
        try
        {
            var runs = new List<Run<TEncoder>>();
            foreach (var seed in request.Seeds)
            {
                Run<TEncoder>? best = null;
                foreach (var rate in request.LearningRates)
                {
                    // Fine-tuning changes the encoder, so each of its runs opens a fresh one.
                    var frozen = request.Method == Method.FineTuning ? Open<TEncoder>() : shared ??= OpenAndPrint<TEncoder>();
                    var run = Train<TEncoder, TInput>(frozen, tokenizer, data, rate, seed, folder?.Of(seed, rate));
                    Print(run);
                    if (best is not null && !(run.DevScore > best.DevScore))
                    {
                        run.Dispose();
                    }
                    else
                    {
                        best?.Dispose();
                        best = run;
                    }
                    if (cancellation.IsCancellationRequested) break;
                }
                runs.Add(best!);
                if (cancellation.IsCancellationRequested) break;
            }
            Report<TEncoder, TInput>(runs, data, tokenizer);
            if (!cancellation.IsCancellationRequested) folder?.Delete();
            else if (folder is not null) console.WriteLine($"resume      the same command with --resume goes on from {folder.Path}");
            return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
        }
        finally
        {
            shared?.Dispose();
        }
    }

    private Run<TEncoder> Train<TEncoder, TInput>(Frozen<TEncoder> frozen, TextTokenizer tokenizer, TaskData data, double rate, int seed, RunFile? file)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        if (request.Method == Method.PTuning && frozen.LongestInput(request.Prefix.Length) is < 1)
            throw new UserException($"--prefix-length {request.Prefix.Length}: leaves no position for a token; this model has {frozen.LongestInput(0)} in all.");
        using var generator = new torch.Generator((ulong)seed);
        var head = new SequenceClassificationHead<TEncoder>(frozen, data.Labels.Count, dropout: request.Prefix.Dropout, generator: generator);
        var prefix = request.Method == Method.PTuning ? new Prefix<TEncoder>(frozen, request.Prefix, generator) : null;
        var model = request.Method == Method.FineTuning ? frozen.Unfreeze().Prompt(prefix, head) : frozen.Prompt(prefix, head);

        var options = new TrainingOptions
        {
            Epochs = request.Epochs,
            AccumulatedBatches = request.AccumulatedBatches,
            Patience = request.Patience,
            LearningRate = new LearningRateSchedule(rate, request.WarmUp, request.Decay),
            Optimizer = new AdamWOptions { WeightDecay = request.WeightDecay },
            ClipNorm = request.ClipNorm,
            Seed = seed,
        };
        var training = new ClassificationData<TInput>(data.Train, request.BatchSize, seed, tokenizer.SpecialTokens.Padding, request.Device);
        using var display = new TrainingDisplay(console);
        var result = Trainer.Fit(
            model, training, options,
            data.Dev is { } dev ? () => Score<TEncoder, TInput>(model, dev, data, tokenizer) : null,
            display, cancellation, file);
        return new Run<TEncoder>(model, options, result);
    }

    private double Score<TEncoder, TInput>(
        PromptedModel<TEncoder, SequenceClassificationHead<TEncoder>> model, TokenizedExamples examples, TaskData data, TextTokenizer tokenizer)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        var probabilities = new SequenceClassifier(2 * request.BatchSize, tokenizer.SpecialTokens.Padding).Probabilities(model, examples.Texts);
        return data.Metric.Score([.. probabilities.Select(Prediction.Likeliest)], examples.Labels!);
    }

    private void Report<TEncoder, TInput>(IReadOnlyList<Run<TEncoder>> runs, TaskData data, TextTokenizer tokenizer)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        var chosen = runs.MaxBy(run => run.DevScore ?? 0)!;
        if (request.Output is { } output) Save(output, chosen, data, tokenizer, severalSeeds: runs.Count > 1);
        if (data.Test is null || cancellation.IsCancellationRequested) return;
        if (data.Test is { Labels: { } truth } test)
            Report("test", [.. runs.Select(run => Score<TEncoder, TInput>(run.Model, test, data, tokenizer))], truth, data);
        else if (data.Dev is { Labels: { } devTruth })
            Report("dev", [.. runs.Select(run => run.DevScore!.Value)], devTruth, data);
    }

    private void Report(string split, IReadOnlyList<double> scores, IReadOnlyList<int> truth, TaskData data)
    {
        var majority = data.Metric.Score([.. truth.Select(_ => data.Majority.Label)], truth);
        console.WriteLine($"{split,-11} {data.Metric.Name} {Summary.Of(scores)}{(scores.Count > 1 ? $" over {scores.Count} seeds" : "")}; majority '{data.Labels.Names[data.Majority.Label]}' {Percent(majority)}");
    }

    private void Save<TEncoder>(string output, Run<TEncoder> chosen, TaskData data, TextTokenizer tokenizer, bool severalSeeds)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var whyNotPeft = AdapterFolder.Write(output, chosen.Model, Card(chosen, data, tokenizer), ModelFolder.Name(request.Model));
        var size = Directory.EnumerateFiles(output).Sum(file => new FileInfo(file).Length);
        console.WriteLine($"adapter     {output} ({size / 1024.0:N0} KiB){(severalSeeds ? $", of seed {chosen.Options.Seed}" : "")}");
        if (whyNotPeft is not null) console.WriteLine($"note        PEFT cannot open this adapter: it {whyNotPeft}");
        // Not broken at the width of the terminal: it is there to be copied.
        console.Profile.Out.Writer.WriteLine($"try         promptgen predict --model {Quoted(request.Model)} --adapter {Quoted(output)} --text \"...\"");
    }

    private AdapterCard Card<TEncoder>(Run<TEncoder> run, TaskData data, TextTokenizer tokenizer) where TEncoder : Encoder, IDescribed<TEncoder> => new()
    {
        Architecture = TEncoder.Description.Architecture,
        BaseModelFingerprint = run.Result.FingerprintAfter,
        TokenizerFingerprint = tokenizer.Fingerprint,
        MaxTokens = data.MaxTokens,
        Head = run.Model.Head.Form,
        Labels = data.Labels.Names,
        LabelKind = run.Model.Head.Labels,
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
            Metric = run.DevScore is null ? null : request.Metric,
            DevScore = run.DevScore,
            Steps = run.Result.Steps,
            BatchSize = request.BatchSize,
            LearningRate = run.Options.LearningRate.Peak,
            Seed = run.Options.Seed,
            Examples = data.Train.Count,
            TrainableParameters = run.Model.TrainableCount,
            FrozenParameters = run.Model.Backbone.ParameterCount,
            FingerprintBefore = run.Result.FingerprintBefore,
            FingerprintAfter = run.Result.FingerprintAfter,
            Interrupted = run.Result.Interrupted,
            Seconds = Math.Round(run.Result.Elapsed.TotalSeconds, 1),
        },
    };

    private Frozen<TEncoder> Open<TEncoder>() where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var frozen = Frozen<TEncoder>.Open(request.Model);
        frozen.MoveTo(request.Device);
        return frozen;
    }

    private Frozen<TEncoder> OpenAndPrint<TEncoder>() where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var frozen = Open<TEncoder>();
        console.WriteLine($"encoder     {TEncoder.Description.Architecture}, {frozen.ParameterCount:N0} parameters, frozen; SHA-256 {Short(frozen.Fingerprint())}");
        foreach (var (module, meaning) in frozen.Report!.Missing) console.WriteLine($"missing     {module}: {meaning}");
        return frozen;
    }

    private void Print<TEncoder>(Run<TEncoder> run) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var (result, model) = (run.Result, run.Model);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"trained     seed {run.Options.Seed}, rate {run.Options.LearningRate.Peak:g3}: {model.TrainableCount:N0} parameters, {result.Steps} steps in {result.Elapsed.TotalSeconds:0} s")
            + (run.DevScore is { } score ? $"; best dev {request.Metric} {Percent(score)} in epoch {result.BestEpoch}" : "; the last epoch is kept")
            + (result.StoppedEarly ? $"; ended after epoch {result.Epochs.Count}, as no better dev score came" : "")
            + (result.Interrupted ? "; INTERRUPTED" : ""));
        if (model.Backbone is Frozen<TEncoder>) console.WriteLine($"frozen      SHA-256 {Short(result.FingerprintBefore)} before, {Short(result.FingerprintAfter)} after: "
            + (result.FingerprintBefore == result.FingerprintAfter ? "unchanged" : "CHANGED"));
    }

    /// <summary>Enough of a hash to compare by eye; the adapter stores it whole.</summary>
    private static string Short(string fingerprint) => $"{fingerprint[..12]}...";

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Quoted(string path) => path.All(c => char.IsLetterOrDigit(c) || c is '/' or '\\' or '.' or '-' or '_' or ':')
        ? path
        : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private sealed record Run<TEncoder>(
        PromptedModel<TEncoder, SequenceClassificationHead<TEncoder>> Model, TrainingOptions Options, TrainingResult Result) : IDisposable
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        /// <summary>Frees what this run trained; a frozen encoder is shared with the other runs.</summary>
        public void Dispose()
        {
            Model.Prefix?.Dispose();
            Model.Head.Dispose();
            if (Model.Backbone is Unfrozen<TEncoder>) Model.Backbone.Dispose();
        }

        public double? DevScore => Result.BestEpoch is { } epoch ? Result.Epochs[epoch - 1].Score : null;
    }
}
