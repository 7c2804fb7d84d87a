using PromptGen.Cli.Terminal;
using PromptGen.Checkpoints;
using PromptGen.Cli.Schemas;
using PromptGen.Encoders;
using PromptGen.Encoders.Outlines;

namespace PromptGen.Cli.Inspection;

/// <summary>Draws the encoder that a schema describes, in one of its published sizes.</summary>
internal static class SchemaInspection
{
    /// <param name="schema">The schema.</param>
    /// <param name="preset">The size; null: the first.</param>
    /// <param name="console">Where it is drawn.</param>
    /// <exception cref="UserException">The schema has errors, no sizes, or none of this name.</exception>
    public static void Print(string schema, string? preset, Screen console)
    {
        var description = new EncoderRegistry(SchemaCompiler.Compile(schema)).Encoders.Single();
        var names = string.Join(", ", description.Presets.Select(known => known.Name));
        var size = description.Presets.FirstOrDefault(known => preset is null || known.Name == preset) ?? throw new UserException(names == ""
            ? $"{schema}: has no presets, so nothing says how large it is; inspect a checkpoint of it with --schema."
            : $"--preset {preset}: is none of {names}.");
        var required = string.Concat(description.Requires.Select(key => $", {key.Key} {string.Join(" or ", key.Value)}"));
        OutlineTree.Print(EncoderOutline.Of(description, size.Config), size.Name, console);
        console.WriteLine($"Answers to model_type {string.Join(", ", description.ModelTypes)}{required}. Presets: {names}.");
    }
}
