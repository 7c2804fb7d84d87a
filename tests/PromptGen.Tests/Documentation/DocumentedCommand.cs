using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace PromptGen.Tests.Documentation;

/// <summary>A command that a Markdown file gives its readers.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Text">The command, continued lines joined.</param>
/// <param name="InProse">Whether it stands within a sentence, where what a reader must add may be left out.</param>
internal sealed partial record DocumentedCommand(string Place, string Text, bool InProse)
{
    /// <summary>By these a text is known for a command where nothing says that it is one.</summary>
    private static readonly string[] Programs = ["promptgen", "dotnet", ".ci/run", "git", "cd", "curl", "pip", "python", "apt-get"];

    /// <summary>The variables that are set for it.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        Split.TakeWhile(IsAssignment).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The program and its arguments.</summary>
    public string[] Words => [.. Split.SkipWhile(IsAssignment)];

    private IEnumerable<string> Split => CommandLineParser.SplitCommandLine(Text);

    /// <summary>
    /// All lines of a block in the language <c>sh</c> or <c>bash</c>, or in none where the first line is a command; of a <c>console</c> those behind a
    /// <c>$</c>, the rest being what the commands print; and code within sentences that begins as a command does.
    /// </summary>
    public static IEnumerable<DocumentedCommand> In(MarkdownFile file)
    {
        foreach (var (language, first, text) in file.Blocks)
        {
            var lines = Joined(text).ToList();
            var commands = language switch
            {
                "sh" or "bash" => lines,
                "console" => [.. lines.Where(line => line.Text.StartsWith("$ ", StringComparison.Ordinal)).Select(line => (line.Index, line.Text[2..]))],
                "" when lines is [var line, ..] && IsCommand(line.Text) => lines,
                _ => [],
            };
            foreach (var (index, command) in commands) yield return new(file.At(first + index), command, InProse: false);
        }
        foreach (var (line, text) in file.Spans.Where(span => IsCommand(span.Text) && span.Text.Contains(' ', StringComparison.Ordinal)))
            yield return new(file.At(line), text, InProse: true);
    }

    /// <summary>The lines that are neither empty nor a comment, with those that continue them.</summary>
    private static IEnumerable<(int Index, string Text)> Joined(string block)
    {
        var lines = block.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var (at, line) = (i, lines[i].Trim());
            while (line.EndsWith('\\') && i + 1 < lines.Length) line = line[..^1] + lines[++i].Trim();
            if (line.Length > 0 && line[0] != '#') yield return (at, line);
        }
    }

    private static bool IsCommand(string text) =>
        text.Split(' ').SkipWhile(IsAssignment).FirstOrDefault() is { } program && Programs.Contains(program);

    private static bool IsAssignment(string word) => AssignmentPattern().IsMatch(word);

    [GeneratedRegex("^[A-Z][A-Z0-9_]*=")]
    private static partial Regex AssignmentPattern();
}
