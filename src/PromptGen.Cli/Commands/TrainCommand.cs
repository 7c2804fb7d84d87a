using System.CommandLine;
using System.CommandLine.Parsing;
using PromptGen.Adapters;
using PromptGen.Cli.Recipes;
using PromptGen.Cli.Tasks;
using PromptGen.Cli.Terminal;
using PromptGen.Cli.Training;
using PromptGen.Encoders;
using PromptGen.Prefixes;
using PromptGen.Training;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen train</c></summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var model = new Option<DirectoryInfo>("--model") { Description = "A Hugging Face checkpoint folder: config.json, weights and the tokenizer's files.", Required = true, HelpName = "folder" };
        var train = new Option<FileInfo>("--train") { Description = "Training examples: " + DataOptions.Formats + ".", Required = true, HelpName = "file" };
        var dev = new Option<FileInfo?>("--dev") { Description = "Examples that choose the best epoch and learning rate by the metric. Without it the last epoch is kept.", HelpName = "file" };
        var test = new Option<FileInfo?>("--test") { Description = "Examples that are only reported on, at the end; if they have no labels, the dev examples are reported.", HelpName = "file" };
        var output = new Option<DirectoryInfo?>("--output") { Description = "Where the adapter goes: a new folder, or that of an earlier adapter, which is replaced. Without it nothing is saved.", HelpName = "folder" };
        var report = new Option<DirectoryInfo?>("--report") { Description = "Where run.json and report.html go; beside the adapter if not given. Yardsticks without an adapter are reported so.", HelpName = "folder" };
        var tensorBoard = new Option<DirectoryInfo?>("--tensorboard") { Description = "Where TensorBoard's event files go, a folder for each training.", HelpName = "folder" };
        var method = new Option<Method>("--method") { Description = "PTuning: prefix and head. HeadOnly: no prefix. FineTuning: every weight; a yardstick, nothing is saved.", DefaultValueFactory = _ => Method.PTuning };
        var yardsticks = new Option<Yardstick[]>("--yardstick") { CustomParser = Yardsticks, Description = "Other methods to train after it on the same examples with the same seeds, and to show beside it, each perhaps with rates of its own: HeadOnly:0.01,0.03.", AllowMultipleArgumentsPerToken = true, HelpName = Yardstick.Form };
        var prefixLength = new Option<int>("--prefix-length") { Description = "P, the slots in every prompted layer.", DefaultValueFactory = _ => 20, HelpName = "n" };
        var prefixDepth = new Option<PrefixDepth>("--prefix-depth")
        {
            CustomParser = Depth, DefaultValueFactory = _ => PrefixDepth.All, HelpName = "layers",
            Description = "Which layers are prompted: all, first-4, last-4, or layers such as 0,2,5.",
        };
        var reparameterization = new Option<Reparameterization>("--reparameterization") { Description = "Whether an MLP makes the prefix while it is trained.", DefaultValueFactory = _ => Reparameterization.None };
        var reparameterizationSize = new Option<int>("--reparameterization-size") { Description = "The inner width of that MLP.", DefaultValueFactory = _ => 512, HelpName = "n" };
        var epochs = new Option<int>("--epochs") { Description = "Passes over the training examples.", DefaultValueFactory = _ => 10, HelpName = "n" };
        var batchSize = new Option<int>("--batch-size") { Description = "Examples in a step.", DefaultValueFactory = _ => 16, HelpName = "n" };
        var rates = new Option<double[]>("--learning-rate") { Description = "The highest rate. Several: each is tried, the dev examples choose.", DefaultValueFactory = _ => [5e-3], AllowMultipleArgumentsPerToken = true, HelpName = "rate" };
        var warmUp = new Option<double>("--warm-up") { Description = "The share of all steps in which the rate rises from zero.", DefaultValueFactory = _ => 0.0, HelpName = "share" };
        var rateDecay = new Option<RateDecay>("--decay") { Description = "How the rate falls: Linear to zero, Exponential (0.95 of it after each epoch; the authors' way for NER and QA), or None.", DefaultValueFactory = _ => RateDecay.Linear };
        var accumulate = new Option<int>("--accumulate") { Description = "Batches whose gradients make one step together.", DefaultValueFactory = _ => 1, HelpName = "n" };
        var patience = new Option<int?>("--patience") { Description = "End after this many epochs without a better dev score; all epochs are run if not given.", HelpName = "n" };
        var resume = new Option<bool>("--resume") { Description = "Go on with a run that was interrupted or killed; the adapter will be the same, bit for bit." };
        var saveEvery = new Option<double>("--save-every") { Description = "Seconds between two saves of a run's state within an epoch.", DefaultValueFactory = _ => 60.0, HelpName = "seconds" };
        var decay = new Option<double>("--weight-decay") { Description = "AdamW's weight decay.", DefaultValueFactory = _ => 0.0, HelpName = "rate" };
        var dropout = new Option<double?>("--dropout") { Description = "Dropout on prefix and head; the encoder's own rate if not given.", HelpName = "rate" };
        var clip = new Option<double>("--clip-norm") { Description = "The norm to which gradients are clipped; 0: not at all.", DefaultValueFactory = _ => 1.0, HelpName = "norm" };
        var maxTokens = new Option<int>("--max-tokens") { Description = "Longer texts are cut, which is said.", DefaultValueFactory = _ => 128, HelpName = "n" };
        var subset = new Option<int?>("--subset") { Description = "Train on this many examples only, the same ones whatever the seed.", HelpName = "n" };
        var seeds = new Option<int[]>("--seed") { Description = "The seed of weights, order and dropout. Several: mean ± standard deviation is reported, and the best on dev is saved.", DefaultValueFactory = _ => [11], AllowMultipleArgumentsPerToken = true, HelpName = "n" };
        var labels = new Option<string[]>("--labels") { Description = "All labels, in their order, which also names labels that are numbers: the first is 0; without it those of the training examples, by number or by code point.", AllowMultipleArgumentsPerToken = true, HelpName = "label" };
        labels.Validators.Add(result =>
        {
            if (result.Tokens.GroupBy(token => token.Value, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
                result.AddError($"--labels {twice.Key}: is there twice; expected each label once.");
        });
        var unseen = MetricOptions.NewUnseen();
        var metric = MetricOptions.NewMetric();
        var data = new DataOptions(ofAdapter: false);
        var encoders = new EncoderOptions();
        var device = DeviceChoice.NewOption();

        foreach (var count in new[] { prefixLength, reparameterizationSize, epochs, batchSize, maxTokens, accumulate }) Counts.AtLeastOne(count);

        var recipe = new RecipeArgument(output, report, tensorBoard, resume, saveEvery, device);
        var command = new Command("train", """
            Trains a P-Tuning v2 adapter: a prefix in the layers of a frozen encoder, and a linear head for the task.

            Example:
              promptgen train --model models/bert-base-uncased --train train.jsonl --dev dev.jsonl --test test.jsonl \
                --prefix-length 20 --learning-rate 5e-3 --epochs 10 --output my-adapter

            With --output the state of the run is saved beside the adapter while it is trained. After Ctrl-C, a kill or a full disk the same
            command with --resume goes on and ends with the same adapter, bit for bit. Only files that PromptGen wrote are replaced, and only one
            process trains into a folder at a time; anything else is refused before the training begins.

            A line of train.jsonl: {"text": "What a film!", "label": "positive"}
            The same as CSV, with a header:     text,label
                                                What a film!,positive
            A line of any other file: positive What a film!
            SuperGLUE's own files: --task rte --train RTE/train.jsonl --dev RTE/val.jsonl
            Entities in CoNLL columns: --task token-classification --train train.conll --dev dev.conll
            GLUE's CoLA: --train train.tsv --no-header --text-key 4 --label-key 2 --metric matthews
            """)
        {
            recipe, model, train, dev, test, output, report, tensorBoard, method, yardsticks, prefixLength, prefixDepth, reparameterization, reparameterizationSize, epochs, batchSize,
            rates, warmUp, rateDecay, accumulate, patience, decay, dropout, clip, maxTokens, subset, seeds, labels, unseen, metric, device, resume, saveEvery,
        };
        data.AddTo(command);
        encoders.AddTo(command);
        command.SetAction(result => Run(
            new TrainRequest
            {
                Recipe = result.GetValue(recipe)?.FullName,
                Given = new RepeatedCommand(result.Tokens),
                Encoders = encoders.Given(result),
                Model = result.GetRequiredValue(model).FullName,
                Train = result.GetRequiredValue(train).FullName,
                Dev = result.GetValue(dev)?.FullName,
                Test = result.GetValue(test)?.FullName,
                Output = result.GetValue(output)?.FullName,
                Report = result.GetValue(report)?.FullName,
                TensorBoard = result.GetValue(tensorBoard)?.FullName,
                Method = result.GetValue(method),
                Yardsticks = result.GetValue(yardsticks) ?? [],
                Prefix = new PrefixOptions
                {
                    Length = result.GetValue(prefixLength),
                    Depth = result.GetRequiredValue(prefixDepth),
                    Reparameterization = result.GetValue(reparameterization),
                    ReparameterizationSize = result.GetValue(reparameterizationSize),
                    Dropout = result.GetValue(dropout),
                },
                Epochs = result.GetValue(epochs),
                BatchSize = result.GetValue(batchSize),
                LearningRates = result.GetRequiredValue(rates),
                WarmUp = result.GetValue(warmUp),
                Decay = result.GetValue(rateDecay),
                AccumulatedBatches = result.GetValue(accumulate),
                Patience = result.GetValue(patience) is var epochsToWait and (null or >= 1) ? epochsToWait : throw new UserException("--patience: is a number of epochs, 1 or more."),
                Resume = result.GetValue(resume),
                SaveEvery = result.GetValue(saveEvery) is var seconds and >= 0 and < 1e6 ? TimeSpan.FromSeconds(seconds) : throw new UserException("--save-every: is a number of seconds, 0 or more."),
                WeightDecay = result.GetValue(decay),
                ClipNorm = result.GetValue(clip) is var norm && norm == 0 ? null : norm,
                MaxTokens = result.GetValue(maxTokens),
                Subset = result.GetValue(subset),
                Seeds = result.GetRequiredValue(seeds),
                Task = CommandTask.Named(data.TaskOf(result) ?? CommandTask.All[0].Name),
                Reading = data.Of(result),
                Labels = result.GetValue(labels) is { Length: > 0 } names ? names : null,
                UnseenLabels = result.GetValue(unseen),
                Metric = result.GetValue(metric),
                Device = DeviceChoice.Parse(result.GetRequiredValue(device)),
            },
            encoders.Registry(result), result.Streams()));
        return command;
    }

    private static int Run(TrainRequest request, EncoderRegistry registry, CommandStreams streams)
    {
        using var interruption = new Interruption();
        streams.RequireOutput();
        request.Check();
        using var outputs = TrainingOutputs.Take(request);
        return ModelFolder.Encoder(request.Model, registry).Accept(new TrainingSession(request, streams, interruption.Token));
    }

    private static Yardstick[] Yardsticks(ArgumentResult result)
    {
        try
        {
            return [.. result.Tokens.Select(token => Yardstick.Parse(token.Value))];
        }
        catch (FormatException e)
        {
            result.AddError($"--yardstick: {e.Message}");
            return [];
        }
    }

    private static PrefixDepth? Depth(ArgumentResult result)
    {
        try
        {
            return PrefixDepth.Parse(result.Tokens[^1].Value);
        }
        catch (FormatException e)
        {
            result.AddError($"--prefix-depth: {e.Message}");
            return null;
        }
    }
}
