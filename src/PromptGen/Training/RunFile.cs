using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PromptGen.Checkpoints;
using PromptGen.Files;
using PromptGen.Tensors;
using static TorchSharp.torch;

namespace PromptGen.Training;

/// <summary>
/// The state of a run on disk, so that a run that was interrupted, or killed at any moment, goes on and ends with the same bits as one
/// that was not: weights, moments, the best epoch's weights, and where it stood. One safetensors file, which is written beside its place
/// and moved there, so it is always whole; a SHA-256 over all of it tells what a disk or a hand changed, which would lead to other bits unseen.
/// </summary>
/// <param name="path">Where it lies.</param>
/// <param name="identity">What makes the run this run, such as its data: name and value. The trainer adds the backbone and its own options.</param>
public sealed class RunFile(string path, IReadOnlyDictionary<string, string> identity)
{
    private const string StateKey = "state", IdentityKey = "identity", HashKey = "sha256";

    // A score may be no number.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>How long a kill may throw the run back; the end of every epoch is saved besides.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether there is something to go on from.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Where it lies.</summary>
    public string Path => path;

    internal void Save(RunState state, IReadOnlyDictionary<string, string> ofRun, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        try
        {
            if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            var (all, whole, where) = (tensors.ToList(), JsonSerializer.Serialize(Whole(ofRun)), JsonSerializer.Serialize(state, Json));
            SafeTensorsWriter.Write(path, all, new Dictionary<string, string>
            {
                [IdentityKey] = whole,
                [StateKey] = where,
                [HashKey] = Hash(whole, where, all),
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{path}: the state of the run after step {state.Step} cannot be saved ({e.Message}); "
                + (Exists ? "what was saved before is kept, and the run can go on from there once this is mended." : "nothing was saved before."), e);
        }
    }

    /// <summary>The state and its tensors; the caller disposes of the file.</summary>
    /// <exception cref="TrainingException">It is damaged, or that of another run.</exception>
    internal (RunState State, SafeTensorsFile File) Load(IReadOnlyDictionary<string, string> ofRun)
    {
        SafeTensorsFile? file = null;
        try
        {
            file = SafeTensorsFile.Open(path);
            CheckHash(file);
            var stored = Read<Dictionary<string, string>>(file, IdentityKey);
            foreach (var (name, value) in Whole(ofRun))
                if (!stored.TryGetValue(name, out var other) || other != value)
                    throw new TrainingException($"{path}: is the state of another run: its {name} is {other ?? "not known"}, here it is {value}. Go on with the same, or remove the file.");
            return (Read<RunState>(file, StateKey), file);
        }
        catch (CheckpointException e)
        {
            file?.Dispose();
            throw new TrainingException($"{path}: is no state of a run: {e.Message} Remove it to begin again.", e);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    private T Read<T>(SafeTensorsFile file, string key)
    {
        try
        {
            if (JsonSerializer.Deserialize<T>(Text(file, key), Json) is { } value) return value;
        }
        catch (JsonException e)
        {
            throw new TrainingException($"{JsonFault.Describe($"{path}: its '{key}'", Encoding.UTF8.GetBytes(Text(file, key)), "is damaged", e)}. Remove the file to begin again.", e);
        }
        throw new TrainingException($"{path}: its '{key}' is null; remove the file to begin again.");
    }

    private string Text(SafeTensorsFile file, string key) => file.Metadata.TryGetValue(key, out var text)
        ? text
        : throw new TrainingException($"{path}: has no '{key}' of a run; remove the file to begin again.");

    private void CheckHash(SafeTensorsFile file)
    {
        var stored = Text(file, HashKey);
        using var scope = NewDisposeScope();
        if (stored != Hash(Text(file, IdentityKey), Text(file, StateKey), file.Tensors.Select(tensor => (tensor.Name, file.Read(tensor.Name)))))
            throw new TrainingException($"{path}: is damaged: what it holds has not the SHA-256 {stored}, with which it was saved. Remove the file to begin again.");
    }

    private static string Hash(string identity, string state, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{identity}\n{state}\n"));
        foreach (var (name, tensor) in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)) hash.Append(name, tensor);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private Dictionary<string, string> Whole(IReadOnlyDictionary<string, string> ofRun) =>
        identity.Concat(ofRun).ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal);
}
