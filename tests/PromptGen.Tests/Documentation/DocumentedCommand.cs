using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace PromptGen.Tests.Documentation;

/// <summary>A command that a Markdown file gives its readers.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Text">The command, continued lines joined.</param>
/// <param name="InProse">Whether it stands within a sentence, where what a reader must add may be left out.</param>
internal sealed partial record DocumentedCommand(string Place, string Text, bool InProse)
{
    /// <summary>By these a line is known for a command where its block does not say that it holds commands.</summary>
    private static readonly string[] Programs = ["promptgen", "dotnet", ".ci/run", "git", "cd"];

    private static readonly string[] Shells = ["sh", "bash", "console"];

    /// <summary>The variables that are set for it.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        Split.TakeWhile(IsAssignment).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The program and its arguments.</summary>
    public string[] Words => [.. Split.SkipWhile(IsAssignment)];

    private IEnumerable<string> Split => CommandLineParser.SplitCommandLine(Text);

    public static IEnumerable<DocumentedCommand> In(MarkdownFile file)
    {
        foreach (var (language, first, text) in file.Blocks.Where(block => block.Language == "" || Shells.Contains(block.Language)))
        {
            var isShell = Shells.Contains(language);
            var lines = text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                var at = file.At(first + i);
                var line = lines[i].Trim();
                while (line.EndsWith('\\') && i + 1 < lines.Length) line = line[..^1] + lines[++i].Trim();
                if (isShell ? line.Length > 0 && line[0] != '#' : IsCommand(line)) yield return new(at, line, InProse: false);
            }
        }
        foreach (var (line, text) in file.Spans.Where(span => IsCommand(span.Text) && span.Text.Contains(' ', StringComparison.Ordinal)))
            yield return new(file.At(line), text, InProse: true);
    }

    private static bool IsCommand(string text) =>
        text.Split(' ').SkipWhile(IsAssignment).FirstOrDefault() is { } program && Programs.Contains(program);

    private static bool IsAssignment(string word) => AssignmentPattern().IsMatch(word);

    [GeneratedRegex("^[A-Z][A-Z0-9_]*=")]
    private static partial Regex AssignmentPattern();
}
