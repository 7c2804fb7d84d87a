using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PromptGen.Tests.Documentation;

/// <summary>A Markdown file, in the parts that tests hold to the truth.</summary>
/// <param name="path">From the repository's root on.</param>
/// <param name="text">What is in it.</param>
internal sealed class MarkdownFile(string path, string text)
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePreciseSourceLocation().Build();

    private readonly MarkdownDocument document = Markdown.Parse(text, Pipeline);

    /// <summary>Those of the repository, as paths from its root on.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Below(Repository.Root).Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public string Path => path;

    /// <summary>The fenced blocks: the language that they name, or nothing; the line of their first line; their text.</summary>
    public IEnumerable<(string Language, int Line, string Text)> Blocks =>
        document.Descendants<FencedCodeBlock>().Select(block => (block.Info ?? "", block.Line + 2, block.Lines.ToString()));

    /// <summary>The code within sentences.</summary>
    public IEnumerable<(int Line, string Text)> Spans => document.Descendants<CodeInline>().Select(span => (span.Line + 1, span.Content));

    /// <summary>What it links to or shows, in Markdown and in HTML.</summary>
    public IEnumerable<(int Line, string Target)> Links => document.Descendants<LinkInline>().Select(link => (link.Line + 1, link.Url ?? ""))
        .Concat(document.Descendants<HtmlInline>().SelectMany(html => Attributes(html.Tag).Select(target => (html.Line + 1, target))))
        .Concat(document.Descendants<HtmlBlock>().SelectMany(html => Attributes(html.Lines.ToString()).Select(target => (html.Line + 1, target))));

    /// <summary>What a link may name behind <c>#</c>.</summary>
    public IEnumerable<string> Anchors => document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "");

    public static MarkdownFile Read(string path) => new(path, Repository.Read(path));

    /// <summary>A place in it, as errors name it.</summary>
    public string At(int line) => $"{path}({line})";

    private static IEnumerable<string> Attributes(string html) =>
        System.Text.RegularExpressions.Regex.Matches(html, "(?:src|srcset|href)=\"([^\"]*)\"").Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder, "*.md")
        .Concat(Directory.EnumerateDirectories(folder).Where(below => !IsMade(System.IO.Path.GetFileName(below))).SelectMany(Below));

    /// <summary>A folder that a build, a test or a tool made (.gitignore).</summary>
    private static bool IsMade(string folder) => folder[0] == '.' || folder is "bin" or "obj" or "artifacts" or "runs" or "TestResults";
}
