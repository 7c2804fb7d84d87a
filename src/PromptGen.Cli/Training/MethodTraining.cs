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
using TorchSharp;

namespace PromptGen.Cli.Training;

/// <summary>Trains methods on the examples of one session: every seed with every learning rate, the dev examples choosing the rate.</summary>
internal sealed class MethodTraining<TEncoder, TInput>(
    TrainRequest request, TextTokenizer tokenizer, TaskData data, RunFolder? folder, SessionReport report, Screen console, CancellationToken cancellation) : IDisposable
    where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
    where TInput : IEncoderInput<TInput>
{
    private Frozen<TEncoder>? shared;

    /// <summary>Trains one method.</summary>
    /// <param name="method">Which.</param>
    /// <param name="rates">The learning rates to try.</param>
    /// <param name="recording">Told of every run; null: none is.</param>
    /// <returns>The best of each seed, as far as training came.</returns>
    public IReadOnlyList<TrainedRun<TEncoder>> Train(Method method, IReadOnlyList<double> rates, RunRecording? recording = null)
    {
        var runs = new List<TrainedRun<TEncoder>>();
        foreach (var seed in request.Seeds)
        {
            TrainedRun<TEncoder>? best = null;
            foreach (var rate in rates)
            {
                if (method != Method.FineTuning && shared is null) report.Encoder(shared = Open());
                // Fine-tuning changes the encoder, so each of its runs opens a fresh one.
                var run = Train(method == Method.FineTuning ? Open() : shared!, method, rate, seed);
                recording?.Add(run);
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
        return runs;
    }

    /// <summary>What a model says of each row of a split.</summary>
    public IReadOnlyList<Answer> Answers(PromptedModel<TEncoder, AnsweringHead<TEncoder>> model, Split split) =>
        new Predictor(2 * request.BatchSize, tokenizer.SpecialTokens.Padding).Predict(model, data.Task.Labels, split.Rows.Texts);

    /// <summary>Frees the frozen encoder that the runs share.</summary>
    public void Dispose() => shared?.Dispose();

    private TrainedRun<TEncoder> Train(Frozen<TEncoder> frozen, Method method, double rate, int seed)
    {
        if (method == Method.PTuning && frozen.LongestInput(request.Prefix.Length) is < 1)
            throw new UserException($"--prefix-length {request.Prefix.Length}: leaves no position for a token; this model has {frozen.LongestInput(0)} in all.");
        using var generator = new torch.Generator((ulong)seed);
        var head = data.Task.NewHead(frozen, request.Prefix.Dropout, generator);
        var prefix = method == Method.PTuning ? new Prefix<TEncoder>(frozen, request.Prefix, generator) : null;
        var model = method == Method.FineTuning ? frozen.Unfreeze().Prompt(prefix, head) : frozen.Prompt(prefix, head);

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
            model, training, options, data.Dev is { } dev ? () => dev.Scores(Answers(model, dev))[0] : null,
            new Listeners([display, .. TensorBoard(method, rate, seed)]), cancellation, folder?.Of(method, seed, rate));
        return new TrainedRun<TEncoder>(model, options, result);
    }

    /// <summary>A folder for each training, which TensorBoard shows as a line of its own.</summary>
    private IEnumerable<TensorBoardProgress> TensorBoard(Method method, double rate, int seed) => request.TensorBoard is { } logs
        ? [new TensorBoardProgress(Path.Combine(logs, string.Create(CultureInfo.InvariantCulture, $"{method}-seed-{seed}-rate-{rate:r}")), data.Metric.Name)]
        : [];

    private Frozen<TEncoder> Open()
    {
        var frozen = Frozen<TEncoder>.Open(request.Model);
        if (EmbeddingCoverage.Of(tokenizer, frozen).Note is { } note)
            throw new UserException($"{request.Model}: {note}. An adapter is not trained over such a model: give the embedding table a row for each token (resize_token_embeddings in transformers), or take the token out of the tokenizer's files.");
        frozen.MoveTo(request.Device);
        return frozen;
    }
}
