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
        var mayReplace = CardFile.IsCard(FileSet.PathOf(folder, CardFile.Name));
        var foreign = entries.Where(name => !(Companions.Contains(name) || mayReplace && replaced.Has(name)) || Directory.Exists(Path.Combine(folder, name))).ToList();
        if (foreign.Count > 0) throw Refused(folder, kind ?? "holds files that are no adapter of PromptGen", foreign);
    }

    private static AdapterException Refused(string folder, string what, List<string> entries)
    {
        const int shown = 3;
        var more = entries.Count > shown ? $" and {entries.Count - shown} more" : "";
        return new($"{folder}: {what} ({string.Join(", ", entries.Take(shown))}{more}); choose another folder, nothing was changed.");
    }
}
