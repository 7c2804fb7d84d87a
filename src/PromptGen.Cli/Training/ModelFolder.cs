using PromptGen.Checkpoints;
using PromptGen.Encoders;

namespace PromptGen.Cli.Training;

/// <summary>From a checkpoint folder to its encoder.</summary>
internal static class ModelFolder
{
    /// <summary>What others may call the model: the folder's own name, without the path to it.</summary>
    public static string Name(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    /// <param name="folder">The checkpoint.</param>
    /// <param name="registry">The encoders that there are.</param>
    /// <exception cref="UserException">No encoder answers to its <c>model_type</c>.</exception>
    public static EncoderDescription Encoder(string folder, EncoderRegistry registry)
    {
        var config = CheckpointFolder.ReadConfig(folder);
        return registry.Find(config) ?? throw new UserException(
            $"{Path.Combine(folder, "config.json")}: 'model_type' is '{config.ModelType}'; there are encoders for {string.Join(", ", registry.ModelTypes)}; --schema and --backbones bring others.");
    }
}
