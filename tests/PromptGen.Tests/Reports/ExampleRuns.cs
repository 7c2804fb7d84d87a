using PromptGen.Reports;

namespace PromptGen.Tests.Reports;

/// <summary>Made-up runs, for reports to show: no training gave these numbers.</summary>
internal static class ExampleRuns
{
    private static readonly int[] Seeds = [11, 12, 13];
    private static readonly string[] Intents = ["cancel an order", "change the address", "invoice", "login", "refund", "where is my parcel"];

    /// <summary>Rows with P-Tuning v2: three seeds, two rates, dev and test data, errors.</summary>
    public static RunRecord PTuning { get; } = Rows("intents, P-Tuning v2", "P-Tuning v2", parts:
    [
        new ModelPart("prefix", 81_920, Trained: true), new ModelPart("head", 1_542, Trained: true), new ModelPart("encoder", 4_990_000, Trained: false),
    ], rates: [3e-3, 1e-2], best: 0.86) with
    {
        Baselines = [new Baseline("majority", [0.183]), new Baseline("bag of words", [0.741]), new Baseline("head only", [0.672, 0.668, 0.681])],
        Outline = new EncoderPart("Bert", 1, [], 4_990_000,
        [
            new EncoderPart("embeddings", 1, [], 2_163_712, [new EncoderPart("word", 1, ["[8192, 256]"], 2_097_152, []), new EncoderPart("norm", 1, ["[256]", "bias [256]"], 512, [])]),
            new EncoderPart("layers 0–3", 4, [], 2_760_496, [new EncoderPart("attention", 1, [], 263_168, [new EncoderPart("query", 1, ["[256, 256]", "bias [256]"], 65_792, [])])])
            {
                Prefix = "prefix: keys and values [20, 4, 64]",
            },
            new EncoderPart("pooler", 1, ["[256, 256]", "bias [256]"], 65_792, []),
        ]),
        Test = new TestRecord
        {
            Seed = 12,
            Confusion = new ConfusionMatrix(Intents,
            [
                [31, 2, 0, 0, 3, 0], [1, 27, 0, 1, 0, 3], [0, 0, 34, 0, 2, 0], [0, 1, 0, 29, 0, 0], [5, 0, 3, 0, 25, 1], [0, 2, 0, 0, 0, 30],
            ]),
            Errors =
            [
                new WrongAnswer("No, I do NOT want my money back, I just want the order stopped before it ships!!") { Truth = "cancel an order", Answer = "refund", Confidence = 0.973, Source = "test.jsonl(17)" },
                new WrongAnswer("I paid twice & the 2nd bill says <b>0.00 €</b> – what now?") { Truth = "refund", Answer = "invoice", Confidence = 0.941, Source = "test.jsonl(203)" },
                new WrongAnswer("moved last week, parcel still goes to the old flat") { Truth = "change the address", Answer = "where is my parcel", Confidence = 0.902 },
            ],
        },
    };

    /// <summary>The same rows, the head alone.</summary>
    public static RunRecord HeadOnly { get; } = Rows("intents, head only", "head only",
        [new ModelPart("head", 1_542, Trained: true), new ModelPart("encoder", 4_990_000, Trained: false)], rates: [3e-2], best: 0.67) with
    {
        Baselines = [new Baseline("majority", [0.183]), new Baseline("bag of words", [0.741])],
    };

    /// <summary>Entities, with spans found, missed and wrong.</summary>
    public static RunRecord Entities { get; } = PTuning with
    {
        Name = "entities, P-Tuning v2",
        Task = "token classification",
        Metric = "entity-f1",
        Test = new TestRecord
        {
            Seed = 11,
            Entities = [new EntityCount("order", 41, 44, 43), new EntityCount("product", 88, 97, 102), new EntityCount("version", 0, 3, 0)],
            Errors =
            [
                new WrongAnswer("The Falk 3000 from order 88-123 shows E17 since Tuesday.")
                {
                    TrueSpans = [new MarkedSpan(4, 13, "product"), new MarkedSpan(25, 31, "order"), new MarkedSpan(38, 41, "error code")],
                    AnsweredSpans = [new MarkedSpan(4, 8, "product"), new MarkedSpan(25, 31, "order")],
                    Source = "test.jsonl(4)",
                },
            ],
        },
    };

    /// <summary>A regression, interrupted in its second epoch, without dev data, baselines or adapter.</summary>
    public static RunRecord Interrupted { get; } = HeadOnly with
    {
        Name = "similarity",
        Task = "regression",
        Metric = "pearson",
        Trials = [HeadOnly.Trials[0] with { Epochs = [new EpochRecord(1, 1.5)], ChosenEpoch = null, TestScore = null, Interrupted = true, Rates = [] }],
        Baselines = [],
        Adapter = null,
        Encoder = null,
        Parts = [],
        Interrupted = true,
        Test = new TestRecord { Seed = 11, Numbers = [.. Enumerable.Range(0, 60).Select(i => new NumberPair(i / 12.0, i / 12.0 + 0.4 * Math.Sin(i)))] },
    };

    private static RunRecord Rows(string name, string method, IReadOnlyList<ModelPart> parts, double[] rates, double best) => new()
    {
        Name = name,
        Task = "sequence classification",
        Method = method,
        Metric = "accuracy",
        Model = new BaseModel("samples/models/promptgen-mini", "Bert") { TokenizerFingerprint = new string('7', 64) },
        Data =
        [
            new DataFile("train", "samples/support-desk/train.jsonl", 600) { Sha256 = new string('a', 64) },
            new DataFile("dev", "samples/support-desk/dev.jsonl", 200),
            new DataFile("test", "samples/support-desk/test.jsonl", 200),
        ],
        Recipe =
        [
            new NamedValue("learning rates", string.Join(", ", rates.Select(rate => rate.ToString("g3", System.Globalization.CultureInfo.InvariantCulture)))),
            new NamedValue("epochs", "8"), new NamedValue("batch size", "16"), new NamedValue("weight decay", "0"),
            .. parts.Any(part => part.Name == "prefix") ? new[] { new NamedValue("prefix length", "20"), new NamedValue("prefix depth", "all layers") } : [],
        ],
        Trials = [.. Seeds.SelectMany(seed => rates.Select(rate => Trial(seed, rate, rate == rates[^1], best)))],
        Parts = parts,
        Encoder = new EncoderHash(new string('c', 64), new string('c', 64)),
        Adapter = new SavedAdapter("runs/intents", 341_220, 12),
        Environment = new RunEnvironment
        {
            Device = "cpu", PromptGen = "0.1.0", TorchSharp = "0.107.0", DotNet = ".NET 10.0.5", OperatingSystem = "Debian GNU/Linux 12, X64", Processors = 2,
            PeakMemoryBytes = 512L << 20,
        },
        Started = new DateTimeOffset(2026, 11, 24, 20, 30, 0, TimeSpan.FromHours(1)),
        Seconds = 94.2,
    };

    private static Trial Trial(int seed, double rate, bool chosen, double best)
    {
        var reached = best + 0.006 * (seed - 12) - (chosen ? 0 : 0.05);
        return new Trial
        {
            Seed = seed,
            LearningRate = rate,
            Epochs = [.. Enumerable.Range(1, 8).Select(epoch => new EpochRecord(epoch, 1.79 * Math.Exp(-epoch * reached * 0.4) + 0.01 * (seed - 11))
            {
                DevScore = reached * (1 - Math.Exp(-epoch * 0.7)) - (epoch == 8 ? 0.01 : 0), Seconds = 3.9,
            })],
            Rates = [new RatePoint(1, rate), new RatePoint(304, rate / 304)],
            ChosenEpoch = 7,
            Chosen = chosen,
            TestScore = chosen ? reached - 0.012 : null,
            Steps = 304,
            Seconds = 31.4,
        };
    }
}
