using System.CommandLine;
using PromptGen.Cli.Parsing;
using PromptGen.Generator.Reading;

namespace PromptGen.Cli.Recipes;

/// <summary>One option's value in a recipe.</summary>
/// <param name="option">The option.</param>
/// <param name="value">What stands there.</param>
/// <param name="folder">What its paths are relative to.</param>
internal sealed class RecipeValue(Option option, JsonNode value, string folder)
{
    private readonly Type one = Values.One(option.ValueType);

    /// <summary>The option and its value as the command line says them; none where the value is null. Or what is wrong.</summary>
    public (IReadOnlyList<string> Arguments, (Place Place, string Message)? Error) Arguments()
    {
        if (value.Kind == JsonKind.Null) return ([], null);
        if (value.Kind == JsonKind.Array && !option.ValueType.IsArray) return ([], Unexpected(value));
        var arguments = new List<string>();
        foreach (var item in value.Kind == JsonKind.Array ? value.Items : [value])
        {
            if (Text(item) is not { } text) return ([], Unexpected(item));
            // What is no path at all is refused as on the command line, when the option reads it.
            if (IsPath && text.Length > 0 && !text.Contains('\0'))
            {
                text = Path.GetFullPath(text, folder);
                if (Missing(text) is { } missing) return ([], (item.Place, missing));
            }
            arguments.AddRange(CommandWords.Tied(option.Name, text));
        }
        return (arguments, null);
    }

    private string? Text(JsonNode item)
    {
        if (one == typeof(bool)) return item.Kind switch { JsonKind.True => "true", JsonKind.False => "false", _ => null };
        if (one == typeof(int) || one == typeof(double)) return item.Kind == JsonKind.Number ? item.Text : null;
        if (item.Kind != JsonKind.String || (one.IsEnum && !Enum.GetNames(one).Contains(item.Text, StringComparer.OrdinalIgnoreCase))) return null;
        return item.Text;
    }

    private string? Missing(string path)
    {
        if (one == typeof(FileInfo)) return File.Exists(path) ? null : $"there is no file {path}; paths are relative to the recipe";
        return Directory.Exists(path) ? null : $"there is no folder {path}; paths are relative to the recipe";
    }

    private (Place Place, string Message) Unexpected(JsonNode item) => (item.Place, $"found {item.Description}; expected {Noun()}");

    private string Noun() => one == typeof(bool) ? "true or false" : Values.Noun(one);

    private bool IsPath => one == typeof(FileInfo) || one == typeof(DirectoryInfo);
}
