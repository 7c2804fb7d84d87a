using System.CommandLine;
using PromptGen.Adapters;
using PromptGen.Cli.Terminal;
using PromptGen.Cli.Training;

namespace PromptGen.Cli.Commands;

/// <summary>The options of commands that use an adapter.</summary>
internal sealed class AdapterOptions
{
    public Option<DirectoryInfo> Model { get; } = new("--model") { Description = "The checkpoint folder that the adapter was trained over.", Required = true, HelpName = "folder" };

    public Option<DirectoryInfo> Adapter { get; } = new("--adapter") { Description = "The adapter folder.", Required = true, HelpName = "folder" };

    public Option<int> BatchSize { get; } = new("--batch-size") { Description = "Texts in one pass.", DefaultValueFactory = _ => 32, HelpName = "n" };

    public Option<string[]> Force { get; } = ForceOption.New();

    public Option<string> Device { get; } = DeviceChoice.NewOption();

    public AdapterOptions() => Counts.AtLeastOne(BatchSize);

    /// <exception cref="AdapterException">The adapter does not fit the model.</exception>
    public IOpenClassifier Open(ParseResult result)
    {
        var model = result.GetRequiredValue(Model).FullName;
        var batchSize = result.GetValue(BatchSize);
        var device = DeviceChoice.Parse(result.GetRequiredValue(Device));
        // Not on standard output, where predictions go.
        Console.Error.WriteLine($"device      {device}");
        var checks = result.Checks(Force);
        using var adapter = AdapterFolder.Read(result.GetRequiredValue(Adapter).FullName, model);
        var opened = ModelFolder.Encoder(model).Accept(new ClassifierOpening(model, adapter, checks, batchSize, device));
        ForceOption.Say(checks);
        return opened;
    }
}
