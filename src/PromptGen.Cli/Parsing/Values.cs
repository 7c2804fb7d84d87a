using PromptGen.Generator.Reading;

namespace PromptGen.Cli.Parsing;

/// <summary>Reads the value of an option by its type. All options of all commands and recipes are read here.</summary>
internal static class Values
{
    private static readonly Dictionary<Type, (string Noun, Func<string, object> Read)> Readers = new()
    {
        [typeof(string)] = ("a text", text => text),
        [typeof(int)] = ("a whole number", text => Numbers.Whole(text)),
        [typeof(double)] = ("a number", text => Numbers.Real(text)),
        [typeof(char)] = ("one character", text => Character(text)),
        [typeof(FileInfo)] = ("the path of a file", text => new FileInfo(Path(text))),
        [typeof(FileSystemInfo)] = ("the path of a file or folder", text => Directory.Exists(Path(text)) ? new DirectoryInfo(text) : new FileInfo(text)),
        [typeof(DirectoryInfo)] = ("the path of a folder", text => new DirectoryInfo(Path(text))),
    };

    /// <summary>What a value is without its array and without its question mark.</summary>
    public static Type One(Type type) => Nullable.GetUnderlyingType(type) ?? (type.IsArray ? One(type.GetElementType()!) : type);

    /// <summary>Whether values of a type are read here.</summary>
    public static bool Knows(Type one) => one.IsEnum || Readers.ContainsKey(one);

    /// <summary>What is expected of a value.</summary>
    public static string Noun(Type one) => one.IsEnum ? Suggestion.List(Enum.GetNames(one), "or") : Readers.TryGetValue(one, out var reader) ? reader.Noun : "a text";

    /// <summary>Reads one value.</summary>
    /// <param name="one">Its type.</param>
    /// <param name="text">What was written.</param>
    /// <exception cref="FormatException">What is wrong with it, and what would be right.</exception>
    public static object Read(Type one, string text) => one.IsEnum ? Name(one, text) : Readers[one].Read(text);

    private static object Name(Type type, string text)
    {
        var names = Enum.GetNames(type);
        return names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse(type, known)
            : throw new FormatException($"is unknown; {Suggestion.For(text, names, "expected", "")}");
    }

    private static char Character(string text) => text switch
    {
        [var one] => one,
        @"\t" => '\t',
        _ => throw new FormatException(@"is not one character; a tab is written \t"),
    };

    private static string Path(string text)
    {
        if (text.Length == 0) throw new FormatException("is empty; expected a path");
        return text.Contains('\0') ? throw new FormatException("holds a character that no path can hold") : text;
    }
}
