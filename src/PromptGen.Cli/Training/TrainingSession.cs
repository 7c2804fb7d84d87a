using System.Globalization;
using PromptGen.Cli.Tasks;
using PromptGen.Cli.Terminal;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Reports;
using PromptGen.Tasks;
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
        var data = request.Task.Read(request, tokenizer);
        data.Print(console);
        var folder = request.Output is null ? null : new RunFolder(request, tokenizer.Fingerprint);
        if (request.Resume) console.WriteLine(Directory.Exists(folder!.Path) ? $"resume      {folder.Path}" : "resume      there is no run to go on with; a new one begins");

        var report = new SessionReport(console, data.Metric);
        var recording = new RunRecording(request, data, tokenizer);
        Frozen<TEncoder>? shared = null;
        try
        {
            var runs = new List<TrainedRun<TEncoder>>();
            foreach (var seed in request.Seeds)
            {
                TrainedRun<TEncoder>? best = null;
                foreach (var rate in request.LearningRates)
                {
                    if (request.Method != Method.FineTuning && shared is null) report.Encoder(shared = Open<TEncoder>());
                    // Fine-tuning changes the encoder, so each of its runs opens a fresh one.
                    var recorder = new TrialRecorder();
                    var run = Train<TEncoder, TInput>(shared ?? Open<TEncoder>(), tokenizer, data, rate, seed, folder?.Of(seed, rate), recorder);
                    recording.Add(recorder, run);
                    report.Run(run);
                    if (best is not null && !run.IsBetterThan(best))
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

            var chosen = runs.Aggregate((best, run) => run.IsBetterThan(best) ? run : best);
            var adapter = request.Output is { } output ? new AdapterOutput(request, data, tokenizer, console).Save(output, chosen, severalSeeds: runs.Count > 1) : null;
            var (name, split) = data.Test is { IsLabeled: true } test ? ("test", test) : ("dev", data.Test is null ? null : data.Dev);
            if (cancellation.IsCancellationRequested) split = null;
            var answers = split is null ? [] : runs.Select(run => Answers(run.Model, split, data, tokenizer)).ToList();
            IReadOnlyList<double>[] scores = split is null ? [] : [.. answers.Select(split.Scores)];
            if (split is not null) report.Scores(name, split, scores);
            if ((request.Report ?? request.Output) is { } reported)
            {
                var tested = name == "test" ? split : null;
                console.WriteLine($"report      {recording.Write(
                    reported, chosen, adapter, split,
                    tested is null ? new Dictionary<int, double>() : runs.Zip(scores).ToDictionary(run => run.First.Options.Seed, run => run.Second[0]),
                    tested?.Record(chosen.Options.Seed, answers[runs.IndexOf(chosen)]))}");
            }
            if (!cancellation.IsCancellationRequested) folder?.Delete();
            else if (folder is not null) console.WriteLine($"resume      the same command with --resume goes on from {folder.Path}");
            return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
        }
        finally
        {
            shared?.Dispose();
        }
    }

    private TrainedRun<TEncoder> Train<TEncoder, TInput>(Frozen<TEncoder> frozen, TextTokenizer tokenizer, TaskData data, double rate, int seed, RunFile? file, TrialRecorder recorder)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        if (request.Method == Method.PTuning && frozen.LongestInput(request.Prefix.Length) is < 1)
            throw new UserException($"--prefix-length {request.Prefix.Length}: leaves no position for a token; this model has {frozen.LongestInput(0)} in all.");
        using var generator = new torch.Generator((ulong)seed);
        var head = data.Task.NewHead(frozen, request.Prefix.Dropout, generator);
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
        var training = new TrainingRows<TInput>(data.Train, request.BatchSize, seed, tokenizer.SpecialTokens.Padding, request.Device);
        using var display = new TrainingDisplay(console, data.Metric);
        var result = Trainer.Fit(
            model, training, options, data.Dev is { } dev ? () => dev.Scores(Answers(model, dev, data, tokenizer))[0] : null,
            new Listeners([display, recorder, .. TensorBoard(data, rate, seed)]), cancellation, file);
        return new TrainedRun<TEncoder>(model, options, result);
    }

    /// <summary>A folder for each training, which TensorBoard shows as a line of its own.</summary>
    private IEnumerable<TensorBoardProgress> TensorBoard(TaskData data, double rate, int seed) => request.TensorBoard is { } folder
        ? [new TensorBoardProgress(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"seed-{seed}-rate-{rate:r}")), data.Metric.Name)]
        : [];

    private IReadOnlyList<Answer> Answers<TEncoder>(PromptedModel<TEncoder, AnsweringHead<TEncoder>> model, Split split, TaskData data, TextTokenizer tokenizer)
        where TEncoder : Encoder, IDescribed<TEncoder> =>
        new Predictor(2 * request.BatchSize, tokenizer.SpecialTokens.Padding).Predict(model, data.Task.Labels, split.Rows.Texts);

    private Frozen<TEncoder> Open<TEncoder>() where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var frozen = Frozen<TEncoder>.Open(request.Model);
        frozen.MoveTo(request.Device);
        return frozen;
    }
}
