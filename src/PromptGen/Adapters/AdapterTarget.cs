using System.Text.Json;
using PromptGen.Checkpoints;
using PromptGen.Files;

namespace PromptGen.Adapters;

/// <summary>Folders into which adapters are written: what in them is PromptGen's own and may be replaced, and what is somebody else's.</summary>
internal static class AdapterTarget
{
    /// <summary>The record and the report of a training, which the command line writes beside the adapter.</summary>
    private static readonly string[] Companions = ["run.json", "report.html"];

    /// <exception cref="AdapterException">The folder holds what is not PromptGen's, or cannot be written.</exception>
    public static void Check(string folder, FileSet? replaced)
    {
        if (File.Exists(folder)) throw new AdapterException($"{folder}: is a file; expected a folder for the adapter.");
        try
        {
            if (Directory.Exists(folder)) CheckContent(folder, replaced);
            OutputFolder.CheckWritable(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdapterException(e.Message.StartsWith(folder, StringComparison.Ordinal) ? e.Message : $"{folder}: cannot be read ({e.Message}).", e);
        }
    }

    private static void CheckContent(string folder, FileSet? replaced)
    {
        var entries = Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Where(name => !FileSet.IsInternal(name)).Order(StringComparer.Ordinal).ToList();
        if (entries.Count == 0) return;
        var kind = CheckpointFolder.IsCheckpoint(folder) ? "is a checkpoint" : null;
        if (replaced is null) throw Refused(folder, kind ?? "holds files", entries);
        var mayReplace = IsCard(FileSet.PathOf(folder, CardFile.Name));
        var foreign = entries.Where(name => !(Companions.Contains(name) || mayReplace && replaced.Has(name)) || Directory.Exists(Path.Combine(folder, name))).ToList();
        if (foreign.Count > 0) throw Refused(folder, kind ?? "holds files that are no adapter of PromptGen", foreign);
    }

    private static AdapterException Refused(string folder, string what, List<string> entries)
    {
        const int shown = 3;
        var more = entries.Count > shown ? $" and {entries.Count - shown} more" : "";
        return new($"{folder}: {what} ({string.Join(", ", entries.Take(shown))}{more}); choose another folder, nothing was changed.");
    }

    /// <summary>Whether a file is one of the cards that this program writes, of whatever version: their <c>format</c> is a number.</summary>
    private static bool IsCard(string path)
    {
        const int longest = 1 << 24;
        try
        {
            if (FileNature.Of(path) is not (null or FileNature.Regular) || new FileInfo(path).Length > longest) return false;
            using var json = JsonDocument.Parse(JsonRoot.WithoutMark(File.ReadAllBytes(path)));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.Number
                && json.RootElement.TryGetProperty("prefixLength", out _);
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return false;
        }
    }
}
