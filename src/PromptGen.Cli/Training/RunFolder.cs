using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PromptGen.Files;
using PromptGen.Training;

namespace PromptGen.Cli.Training;

/// <summary>
/// The states of all runs of one <c>promptgen train</c>, beside the adapter that they lead to, until it is written: a file for each method, seed and
/// learning rate. A run that is done keeps its weights there, so a later start takes it as it is.
/// </summary>
internal sealed partial class RunFolder(TrainRequest request, string tokenizerFingerprint)
{
    private readonly Dictionary<string, string> identity = new()
    {
        ["training file (SHA-256)"] = FileHash.Of(request.Train),
        ["dev file (SHA-256)"] = request.Dev is null ? "none" : FileHash.Of(request.Dev),
        ["tokenizer (SHA-256)"] = tokenizerFingerprint,
        ["task"] = request.Task.Name,
        ["way of reading"] = JsonSerializer.Serialize(request.Reading),
        ["labels"] = request.Labels is null ? "those of the data" : string.Join(", ", request.Labels),
        ["unseen labels"] = request.UnseenLabels.ToString(),
        ["metric"] = request.Metric ?? request.Task.Metrics[0],
        ["batch size"] = request.BatchSize.ToString(CultureInfo.InvariantCulture),
        ["longest text"] = request.MaxTokens.ToString(CultureInfo.InvariantCulture),
        ["subset"] = request.Subset?.ToString(CultureInfo.InvariantCulture) ?? "all",
        ["prefix"] = JsonSerializer.Serialize(new { request.Prefix.Length, Depth = request.Prefix.Depth.ToString(), request.Prefix.Reparameterization, request.Prefix.ReparameterizationSize, request.Prefix.Dropout }),
    };

    /// <summary>Where it lies.</summary>
    public string Path => PathOf(request.Output!);

    /// <summary>Where the states of the runs for an adapter lie.</summary>
    public static string PathOf(string output) => $"{System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(output))}.run";

    /// <summary>The state of one run.</summary>
    public RunFile Of(Method method, int seed, double rate) => new(
        System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{method}-seed-{seed}-rate-{rate:r}.safetensors")),
        new Dictionary<string, string>(identity) { ["method"] = method.ToString() })
    {
        Interval = request.SaveEvery,
    };

    /// <summary>Says before the work that the states cannot be saved, or that there are some of a run that was not finished.</summary>
    /// <exception cref="UserException">There are, and the run is not to go on.</exception>
    /// <exception cref="IOException">They cannot be saved.</exception>
    public static void Check(string output, bool resume)
    {
        var path = PathOf(output);
        OutputFolder.CheckWritable(path);
        if (!resume && Directory.Exists(path) && Directory.EnumerateFiles(path).Any(IsState))
            throw new UserException($"{path}: holds a run that was not finished; go on with --resume, or remove the folder to begin again.");
    }

    /// <summary>Removes the states, because the adapter is written; and the folder, unless somebody put something else into it.</summary>
    public void Delete()
    {
        if (!Directory.Exists(Path)) return;
        foreach (var state in Directory.EnumerateFiles(Path).Where(IsState).ToList()) File.Delete(state);
        if (!Directory.EnumerateFileSystemEntries(Path).Any()) Directory.Delete(Path);
    }

    /// <summary>Whether a file is a run's state, or what a process that was killed while it wrote one left.</summary>
    private static bool IsState(string file) => StateName().IsMatch(System.IO.Path.GetFileName(file));

    [GeneratedRegex(@"^[A-Za-z]+-seed--?\d+-rate-[\dE.+-]+\.safetensors(\.[0-9a-f]{32}\.tmp)?$")]
    private static partial Regex StateName();
}
