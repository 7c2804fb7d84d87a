using System.Diagnostics;
using System.Globalization;
using PromptGen.Checkpoints;
using PromptGen.Cli.Tasks;
using PromptGen.Encoders;
using PromptGen.Encoders.Outlines;
using PromptGen.Files;
using PromptGen.Prefixes;
using PromptGen.Reports;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Training;

/// <summary>Collects what a report tells of a session, and writes record and report.</summary>
internal sealed class RunRecording(TrainRequest request, TaskData data, TextTokenizer tokenizer)
{
    /// <summary>What the report is called beside its <c>run.json</c>.</summary>
    public const string ReportName = "report.html";

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<Trial> trials = [];
    private DateTimeOffset started = DateTimeOffset.Now;
    private TimeSpan earlier;

    /// <summary>Takes in a run. What it did before it was resumed counts as time of this session.</summary>
    public void Add<TEncoder>(TrainedRun<TEncoder> run) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        trials.Add(Trials.Of(run.Options, run.Result));
        earlier += run.Result.EarlierElapsed;
        if (run.Result.Started < started) started = run.Result.Started;
    }

    /// <summary>The session so far.</summary>
    /// <param name="chosen">The run whose adapter is kept.</param>
    /// <param name="adapter">What was saved; null: nothing.</param>
    /// <param name="outcome">What is reported; null: nothing.</param>
    public RunRecord Record<TEncoder>(TrainedRun<TEncoder> chosen, SavedAdapter? adapter, Outcome? outcome) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        var scores = outcome?.TestScores ?? new Dictionary<int, double>();
        return new RunRecord
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder ?? request.Train))),
            Task = request.Task.Name.Replace('-', ' '),
            Method = request.Method.InWords(),
            Metric = data.Metric.Name,
            IsError = data.Metric.IsError,
            Model = new BaseModel(request.Model, TEncoder.Description.Architecture) { TokenizerFingerprint = tokenizer.Fingerprint },
            Data = [.. Files().Select(file => new DataFile(file.Split, file.Path, file.Count) { Sha256 = FileHash.Of(file.Path) })],
            Recipe = [.. Recipe()],
            Trials = [.. Trials.Choose(trials).Select(trial => trial.Chosen && scores.TryGetValue(trial.Seed, out var score) ? trial with { TestScore = score } : trial)],
            Baselines = outcome is null ? [] : [.. outcome.HeldAgainst.Select(other => new Baseline(other.Name, [.. other.Scores.Select(ofSeed => ofSeed[0])]))],
            Test = outcome?.Test(chosen.Options.Seed),
            Parts = [.. Parts(chosen)],
            Outline = RecordedOutline.Of(EncoderOutline.Of(TEncoder.Description, CheckpointFolder.ReadConfig(request.Model)), chosen.Model.Prefix?.Length ?? 0, chosen.Model.Prefix?.PromptedLayers ?? []),
            Encoder = new EncoderHash(chosen.Result.FingerprintBefore, chosen.Result.FingerprintAfter),
            Adapter = adapter,
            Environment = RunEnvironment.Here(request.Device.ToString()),
            Started = started,
            Seconds = (earlier + clock.Elapsed).TotalSeconds,
            Interrupted = trials.Exists(trial => trial.Interrupted),
        };
    }

    /// <summary>Writes record and report, if there is a folder for them.</summary>
    /// <returns>The report.</returns>
    public string? Write(RunRecord record)
    {
        if (Folder is null) return null;
        Directory.CreateDirectory(Folder);
        RunRecordFile.Write(Folder, record);
        var report = Path.Combine(Folder, ReportName);
        ReportPage.Write(report, record);
        return report;
    }

    /// <summary>Checks that record and report may be written into a folder.</summary>
    /// <exception cref="ReportException">Others of their names lie there.</exception>
    public static void CheckTarget(string folder)
    {
        foreach (var path in new[] { Path.Combine(folder, RunRecordFile.Name), Path.Combine(folder, ReportName) })
            if (File.Exists(path) && !WholeFile.Replaces(path)) throw new ReportException($"{path}: is there and is no regular file; choose another folder, nothing was changed.");
        RunRecordFile.CheckTarget(Path.Combine(folder, RunRecordFile.Name));
        ReportPage.CheckTarget(Path.Combine(folder, ReportName));
    }

    /// <summary>Removes record and report from a folder.</summary>
    /// <exception cref="ReportException">Others of their names lie there.</exception>
    public static void Remove(string folder)
    {
        CheckTarget(folder);
        foreach (var name in new[] { RunRecordFile.Name, ReportName })
            if (File.Exists(Path.Combine(folder, name))) File.Delete(Path.Combine(folder, name));
    }

    private string? Folder => request.RecordFolder;

    private IEnumerable<(string Split, string Path, int Count)> Files()
    {
        yield return ("train", request.Train, data.ExampleCount);
        if (request.Dev is { } dev) yield return ("dev", dev, data.Dev!.Count);
        if (request.Test is { } test) yield return ("test", test, data.Test!.Count);
    }

    private IEnumerable<NamedValue> Recipe()
    {
        static string Number(double value) => value.ToString("g6", CultureInfo.InvariantCulture);
        if (request.Method == Method.PTuning)
        {
            yield return new("prefix length", Number(request.Prefix.Length));
            yield return new("prefix depth", request.Prefix.Depth.ToString()!);
            yield return new("reparameterization", request.Prefix.Reparameterization == Reparameterization.None ? "none" : $"MLP of {request.Prefix.ReparameterizationSize}");
        }
        yield return new("learning rates tried", string.Join(", ", request.LearningRates.Select(Number)));
        yield return new("decay", request.Decay.ToString());
        yield return new("warm-up", Number(request.WarmUp));
        yield return new("epochs", Number(request.Epochs));
        yield return new("batch size", Number(request.BatchSize * request.AccumulatedBatches));
        yield return new("weight decay", Number(request.WeightDecay));
        yield return new("gradient norm clipped to", request.ClipNorm is { } norm ? Number(norm) : "not clipped");
        yield return new("dropout", request.Prefix.Dropout is { } dropout ? Number(dropout) : "the encoder's");
        yield return new("longest text", $"{data.MaxTokens} tokens");
        yield return new("training examples", request.Subset is null ? "all" : $"a subset of {Number(data.ExampleCount)}");
        yield return new("patience", request.Patience is { } patience ? $"{patience} epochs" : "all epochs are run");
        yield return new("seeds", string.Join(", ", request.Seeds));
        foreach (var yardstick in request.Yardsticks)
            yield return new($"learning rates tried, {yardstick.Method.InWords()}", string.Join(", ", (yardstick.LearningRates ?? request.LearningRates).Select(Number)));
    }

    private static IEnumerable<ModelPart> Parts<TEncoder>(TrainedRun<TEncoder> run) where TEncoder : Encoder, IDescribed<TEncoder>
    {
        if (run.Model.Prefix is { } prefix) yield return new("prefix", prefix.Parameters().Sum(weight => weight.Parameter.numel()), Trained: true);
        yield return new("head", run.Model.Head.Weights().Sum(weight => weight.Parameter.numel()), Trained: true);
        yield return new("encoder", run.Model.Backbone.ParameterCount, Trained: run.Model.Backbone is Unfrozen<TEncoder>);
    }
}
