using Spectre.Console;

namespace PromptGen.Cli.Terminal;

/// <summary>Facts below each other.</summary>
internal static class NamedRows
{
    public static void Rows(this IAnsiConsole console, IEnumerable<(string Name, string Value)> rows)
    {
        foreach (var (name, value) in rows) console.WriteLine($"{name,-11} {value}");
    }
}
