using PromptGen.Adapters;
using PromptGen.Cli.Terminal;
using PromptGen.Files;
using PromptGen.Reports;

namespace PromptGen.Cli.Training;

/// <summary>
/// The folders into which a training writes. Before anything is loaded they are checked to hold nothing of others and to be writable, and no other
/// process may train into them until this is disposed of.
/// </summary>
internal sealed class TrainingOutputs : IDisposable
{
    private readonly List<FolderLock> held = [];

    private TrainingOutputs()
    {
    }

    /// <summary>Checks the folders and takes them.</summary>
    /// <exception cref="UserException">One of them lies where it may not.</exception>
    /// <exception cref="AdapterException">The adapter's folder holds what is not PromptGen's, or cannot be written.</exception>
    /// <exception cref="ReportException">The folder of record and report holds others of their names.</exception>
    /// <exception cref="IOException">A folder cannot be written, or another process trains into it.</exception>
    public static TrainingOutputs Take(TrainRequest request)
    {
        if (request.Output is { } output)
        {
            if (Same(output, Environment.CurrentDirectory)) throw new UserException($"--output {output}: is the working folder; name a folder for the adapter, such as my-adapter.");
            foreach (var (option, folder) in new[] { ("--report", request.Report), ("--tensorboard", request.TensorBoard) })
                if (folder is not null && (IsBelow(folder, output) || option == "--tensorboard" && Same(folder, output)))
                    throw new UserException($"{option} {ShownPath.Of(folder)}: lies within --output {ShownPath.Of(output)}, which holds the adapter and nothing else; choose a folder beside it.");
            foreach (var (option, folder) in new[] { ("--report", request.Report), ("--tensorboard", request.TensorBoard) })
                if (folder is not null && (IsBelow(folder, RunFolder.PathOf(output)) || Same(folder, RunFolder.PathOf(output))))
                    throw new UserException($"{option} {ShownPath.Of(folder)}: is where the state of the run lies while it is trained; choose another folder.");
            AdapterFolder.CheckTarget(output);
        }
        var folders = new[] { request.Output, request.Report }.OfType<string>().DistinctBy(Whole).ToList();
        foreach (var folder in folders)
        {
            OutputFolder.CheckWritable(folder);
            RunRecording.CheckTarget(folder);
        }
        if (request.TensorBoard is { } logs) OutputFolder.CheckWritable(logs);

        var outputs = new TrainingOutputs();
        try
        {
            foreach (var folder in folders) outputs.held.Add(FolderLock.Take(folder));
            // After the lock: while another process trains, its run is not one that was left unfinished.
            if (request.Output is { } trained) RunFolder.Check(trained, request.Resume);
            return outputs;
        }
        catch
        {
            outputs.Dispose();
            throw;
        }
    }

    /// <summary>Lets others have the folders. Those that were made and stayed empty go again.</summary>
    public void Dispose()
    {
        foreach (var folder in held) folder.Dispose();
    }

    private static bool Same(string one, string other) => Whole(one) == Whole(other);

    private static bool IsBelow(string path, string folder) => Whole(path).StartsWith(Whole(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Whole(string path)
    {
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Directory.Exists(whole) && Directory.ResolveLinkTarget(whole, returnFinalTarget: true) is { } target ? Path.TrimEndingDirectorySeparator(target.FullName) : whole;
    }
}
