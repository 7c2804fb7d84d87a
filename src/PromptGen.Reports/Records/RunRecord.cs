namespace PromptGen.Reports;

/// <summary>
/// What one training run was and did: the content of <c>run.json</c> (<see cref="RunRecordFile"/>), and all that a report shows
/// (<see cref="ReportPage"/>). What a run need not have, such as dev or test data, is null or empty.
/// </summary>
public sealed record RunRecord
{
    /// <summary>The version of the file's form that this code writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the file's form.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What a reader calls the run; unique on a page that compares several.</summary>
    public required string Name { get; init; }

    /// <summary>What was learned, in words, such as <c>sequence classification</c>.</summary>
    public required string Task { get; init; }

    /// <summary>How, in words, such as <c>P-Tuning v2</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The name of the metric that all scores of this record are of; higher is better.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether it measures errors: then scores are errors with a minus sign, and 0 is perfect; else 1 is.</summary>
    public bool IsError { get; init; }

    /// <summary>The base model.</summary>
    public required BaseModel Model { get; init; }

    /// <summary>The data files, in the order train, dev, test.</summary>
    public required IReadOnlyList<DataFile> Data { get; init; }

    /// <summary>Every hyper-parameter, in the order in which a reader should see them.</summary>
    public required IReadOnlyList<NamedValue> Recipe { get; init; }

    /// <summary>What was trained: one trial for each seed and learning rate.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>What the scores are held against, on the same data: majority, bag of words, head only, …</summary>
    public IReadOnlyList<Baseline> Baselines { get; init; } = [];

    /// <summary>What one trial did on the test data; null: there were none, or the run ended before.</summary>
    public TestRecord? Test { get; init; }

    /// <summary>The parts of the model, and which of them were trained.</summary>
    public IReadOnlyList<ModelPart> Parts { get; init; } = [];

    /// <summary>The encoder, part by part; null: not recorded.</summary>
    public EncoderPart? Outline { get; init; }

    /// <summary>The SHA-256 of the encoder's weights; null: not taken.</summary>
    public EncoderHash? Encoder { get; init; }

    /// <summary>What was saved; null: nothing.</summary>
    public SavedAdapter? Adapter { get; init; }

    /// <summary>Where it ran, and with what.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Wall-clock seconds that the run worked, all trials and scoring included; pauses between the parts of a resumed run are left out.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether it was stopped before its end.</summary>
    public bool Interrupted { get; init; }
}
