using System.CommandLine;
using PromptGen.Generator.Reading;

namespace PromptGen.Cli.Recipes;

/// <summary>One option's value in a recipe.</summary>
/// <param name="option">The option.</param>
/// <param name="value">What stands there.</param>
/// <param name="folder">What its paths are relative to.</param>
internal sealed class RecipeValue(Option option, JsonNode value, string folder)
{
    private readonly Type one = Nullable.GetUnderlyingType(Element(option.ValueType)) ?? Element(option.ValueType);

    /// <summary>The option and its value as the command line says them; none where the value is null. Or what is wrong.</summary>
    public (IReadOnlyList<string> Arguments, (Place Place, string Message)? Error) Arguments()
    {
        if (value.Kind == JsonKind.Null) return ([], null);
        if (value.Kind == JsonKind.Array && !option.ValueType.IsArray) return ([], Unexpected(value));
        var arguments = new List<string>();
        foreach (var item in value.Kind == JsonKind.Array ? value.Items : [value])
        {
            if (Text(item) is not { } text) return ([], Unexpected(item));
            if (Missing(text) is { } missing) return ([], (item.Place, missing));
            arguments.Add($"{option.Name}={text}");
        }
        return (arguments, null);
    }

    private string? Text(JsonNode item)
    {
        if (one == typeof(bool)) return item.Kind switch { JsonKind.True => "true", JsonKind.False => "false", _ => null };
        if (one == typeof(int)) return item.Kind == JsonKind.Number && int.TryParse(item.Text, out _) ? item.Text : null;
        if (one == typeof(double)) return item.Kind == JsonKind.Number ? item.Text : null;
        if (item.Kind != JsonKind.String || (one.IsEnum && !Enum.GetNames(one).Contains(item.Text, StringComparer.OrdinalIgnoreCase))) return null;
        return IsPath ? Path.GetFullPath(item.Text, folder) : item.Text;
    }

    private string? Missing(string path)
    {
        if (!IsPath) return null;
        if (one == typeof(FileInfo)) return File.Exists(path) ? null : $"there is no file {path}; paths are relative to the recipe";
        return Directory.Exists(path) ? null : $"there is no folder {path}; paths are relative to the recipe";
    }

    private (Place Place, string Message) Unexpected(JsonNode item) => (item.Place, $"found {item.Description}; expected {Noun()}");

    private string Noun() =>
        one == typeof(bool) ? "true or false"
        : one == typeof(int) ? "a whole number"
        : one == typeof(double) ? "a number"
        : one == typeof(FileInfo) ? "the path of a file"
        : one == typeof(DirectoryInfo) ? "the path of a folder"
        : one.IsEnum ? Suggestion.List(Enum.GetNames(one), "or")
        : "a text";

    private bool IsPath => one == typeof(FileInfo) || one == typeof(DirectoryInfo);

    private static Type Element(Type type) => type.IsArray ? type.GetElementType()! : type;
}
