using PromptGen.Cli.Terminal;
using PromptGen.Cli.Tasks;
using PromptGen.Encoders;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Training;

/// <summary>One <c>promptgen train</c>: the method, the adapter, the yardsticks, and what came of it all.</summary>
internal sealed class TrainingSession(TrainRequest request, CommandStreams streams, CancellationToken cancellation) : IEncoderVisitor<int>
{
    public int Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
        where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
        where TInput : IEncoderInput<TInput>
    {
        var console = streams.Screen;
        console.WriteLine($"device      {DeviceChoice.InWords(request.Device)}");
        var tokenizer = TextTokenizer.Open(request.Model, description.Tokenizers);
        foreach (var note in tokenizer.Notes) console.WriteLine($"note        {note}");
        var data = request.Task.Read(request, tokenizer);
        data.Print(console);
        var folder = request.Output is null ? null : new RunFolder(request, tokenizer.Fingerprint);
        if (request.Resume) console.WriteLine(Directory.Exists(folder!.Path) ? $"resume      {folder.Path}" : "resume      there is no run to go on with; a new one begins");

        var report = new SessionReport(console, data.Metric);
        var recording = new RunRecording(request, data, tokenizer);
        using var training = new MethodTraining<TEncoder, TInput>(request, tokenizer, data, folder, report, console, cancellation);

        var runs = training.Train(request.Method, request.LearningRates, recording);
        var chosen = runs.Aggregate((best, run) => run.IsBetterThan(best) ? run : best);
        var adapter = request.Output is null ? null : new AdapterOutput(request, data, tokenizer, console).Save(request.Output, chosen);

        var yardsticks = new List<MethodScores>();
        foreach (var yardstick in request.Yardsticks)
        {
            if (cancellation.IsCancellationRequested) break;
            report.Yardstick(yardstick.Method);
            var own = training.Train(yardstick.Method, yardstick.LearningRates ?? request.LearningRates);
            yardsticks.Add(new(yardstick.Method.InWords(), [.. own.Select(run => data.Reported!.Scores(training.Answers(run.Model, data.Reported)))]));
            foreach (var run in own) run.Dispose();
        }

        var outcome = data.Reported is null || cancellation.IsCancellationRequested
            ? null
            : new Outcome(data, request.Method, [.. runs.Select(run => new SeedAnswers(run.Options.Seed, training.Answers(run.Model, data.Reported)))], yardsticks);
        var record = recording.Record(chosen, adapter, outcome);
        new SessionReport(streams.Results, data.Metric).Summary(outcome, record, recording.Write(record));
        if (cancellation.IsCancellationRequested)
        {
            if (folder is not null) console.WriteLine($"resume      the same command with --resume goes on from {folder.Path}");
            return ExitCode.Interrupted;
        }
        folder?.Delete();
        if (outcome is not null) new BaselineAdvice(request).Print(outcome, chosen.Result.BestEpoch is not { } best || best == request.Epochs, console);
        new NextSteps(request, data.Inputs).Print(console);
        return ExitCode.Success;
    }
}
