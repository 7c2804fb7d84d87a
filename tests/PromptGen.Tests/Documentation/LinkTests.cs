using System.Text.RegularExpressions;

namespace PromptGen.Tests.Documentation;

/// <summary>What Markdown files name in the repository is there.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Files => [.. MarkdownFile.All];

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_links_lead_somewhere(string path) => Faults.None(Broken(MarkdownFile.Read(path)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Paths_that_it_names_are_there(string path) => Faults.None(Missing(MarkdownFile.Read(path)));

    [Theory]
    [InlineData("[a](src/None.md)", "links.md(1): src/None.md")]
    [InlineData("[a](README.md#no-such-part)", "links.md(1): README.md#no-such-part")]
    [InlineData("# One\n[a](#two)", "links.md(2): #two")]
    [InlineData("<picture><source srcset=\"none.svg\"></picture>", "links.md(1): none.svg")]
    [InlineData("![a](none.svg)", "links.md(1): none.svg")]
    public void A_link_to_nothing_is_found(string text, string broken) => Assert.Equal([broken], Broken(new MarkdownFile("links.md", text)));

    [Fact]
    public void A_path_of_nothing_is_found() =>
        Assert.Equal(["paths.md(1): src/None"], Missing(new MarkdownFile("paths.md", "`src/None`, `src/PromptGen` and `bin/None`")));

    private static IEnumerable<string> Broken(MarkdownFile file) => file.Links
        .Where(link => !ElsewherePattern().IsMatch(link.Target) && !LeadsSomewhere(file, link.Target))
        .Select(link => $"{file.At(link.Line)}: {link.Target}");

    private static bool LeadsSomewhere(MarkdownFile file, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0] == "" ? file.Path : Path.Combine(Path.GetDirectoryName(file.Path)!, parts[0]);
        if (parts[0] != "" && !Path.Exists(Repository.Path(path))) return false;
        return parts.Length == 1 || (parts[0] == "" ? file : MarkdownFile.Read(path)).Anchors.Contains(parts[1]);
    }

    private static IEnumerable<string> Missing(MarkdownFile file) => file.Spans
        .Where(span => PathPattern().IsMatch(span.Text) && !Path.Exists(Repository.Path(span.Text)))
        .Select(span => $"{file.At(span.Line)}: {span.Text}");

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex ElsewherePattern();

    // From the root on, and no pattern of several.
    [GeneratedRegex(@"^(src|tests|samples|schemas|benchmarks|generators|\.ci)/[\w./-]+$")]
    private static partial Regex PathPattern();
}
