using System.CommandLine;
using PromptGen.Adapters;
using PromptGen.Cli.Tasks;
using PromptGen.Cli.Terminal;
using PromptGen.Cli.Training;

namespace PromptGen.Cli.Commands;

/// <summary>The options of commands that use adapters.</summary>
internal sealed class AdapterOptions
{
    private readonly Option<DirectoryInfo> model = new("--model") { Description = "The checkpoint folder that the adapter was trained over.", Required = true, HelpName = "folder" };

    private readonly Option<DirectoryInfo[]> adapters;

    private readonly Option<string[]> force = ForceOption.New();

    private readonly Option<string> device = DeviceChoice.NewOption();

    private readonly EncoderOptions encoders = new();

    /// <param name="several">Whether the command takes more than one.</param>
    public AdapterOptions(bool several)
    {
        adapters = new Option<DirectoryInfo[]>("--adapter")
        {
            Description = several ? "The adapter folder. Several, of this model: each answers, all in one pass, and a line names whose answer it is." : "The adapter folder.",
            Required = true,
            AllowMultipleArgumentsPerToken = several,
            HelpName = "folder",
        };
        if (!several)
            adapters.Validators.Add(result =>
            {
                if (result.Tokens.Count > 1) result.AddError("--adapter: one adapter is measured at a time.");
            });
        Counts.AtLeastOne(BatchSize);
    }

    public Option<int> BatchSize { get; } = new("--batch-size") { Description = "Texts in one pass.", DefaultValueFactory = _ => 32, HelpName = "n" };

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { model, adapters, BatchSize, device, force }) command.Options.Add(option);
        encoders.AddTo(command);
    }

    /// <summary>The folders that are read: the model's and the adapters'.</summary>
    public IReadOnlyList<string> Folders(ParseResult result) =>
        [result.GetRequiredValue(model).FullName, .. result.GetRequiredValue(adapters).Select(adapter => adapter.FullName)];

    /// <param name="result">The command line.</param>
    /// <param name="task">What somebody said that the task is; null: the adapters say.</param>
    /// <exception cref="AdapterException">An adapter does not fit the model.</exception>
    /// <exception cref="UserException">An adapter is for a task that cannot be done here, or another than was said.</exception>
    public IOpenAdapters Open(ParseResult result, string? task)
    {
        var folder = result.GetRequiredValue(model).FullName;
        var batchSize = result.GetValue(BatchSize);
        var where = DeviceChoice.Parse(result.GetRequiredValue(device));
        var notes = result.Streams().Notes;
        // Not on standard output, where predictions go.
        notes.Say("device", DeviceChoice.InWords(where));
        var checks = result.Checks(force);
        string[] folders = [.. result.GetRequiredValue(adapters).Select(adapter => adapter.FullName)];
        if (folders.GroupBy(path => path, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UserException($"--adapter {twice.Key}: is there twice; expected each adapter once.");

        var read = new List<Adapter>();
        try
        {
            foreach (var path in folders) read.Add(AdapterFolder.Read(path, folder));
            var opened = ModelFolder.Encoder(folder, encoders.Registry(result)).Accept(new AdapterOpening(
                folder, [.. Names(folders).Zip(read, (name, adapter) => (name, adapter, CommandTask.Of(adapter, task)))], checks, batchSize, where, notes));
            ForceOption.Say(checks, notes);
            return opened;
        }
        finally
        {
            foreach (var adapter in read) adapter.Dispose();
        }
    }

    /// <summary>Their folders' own names where these differ, else their paths.</summary>
    private static string[] Names(string[] folders)
    {
        string[] names = [.. folders.Select(ModelFolder.Name)];
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names : folders;
    }
}
