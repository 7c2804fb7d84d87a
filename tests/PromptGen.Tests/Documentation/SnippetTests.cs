using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PromptGen.Backbones;
using PromptGen.Reports;

namespace PromptGen.Tests.Documentation;

/// <summary>What Markdown files show of C#, JSON and XML is C#, JSON and XML.</summary>
public sealed class SnippetTests
{
    /// <summary>"Required member must be set."</summary>
    private const string RequiredMember = "CS9035";

    private static readonly IReadOnlyList<MetadataReference> References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>A reader's editor finds these; what else a fragment needs is in <see cref="WhatReadersHave"/>.</summary>
    private static readonly string Usings = string.Concat(
        new[] { typeof(PromptedModel<,>), typeof(BertEncoder), typeof(RunRecord) }
            .SelectMany(type => type.Assembly.GetExportedTypes()).Select(type => type.Namespace).OfType<string>()
            .Concat(["System", "System.Collections.Generic", "System.IO", "System.Linq"]).Distinct()
            .Select(name => $"using {name}; ")) + $"using Generator = TorchSharp.torch.Generator; using static {typeof(WhatReadersHave).FullName};\n";

    public static TheoryData<string> CSharp => With("csharp");

    public static TheoryData<string> Json => With("json");

    public static TheoryData<string> Xml => With("xml");

    [Theory]
    [MemberData(nameof(CSharp))]
    public void Its_C_sharp_compiles(string path) => Faults.None(Errors(MarkdownFile.Read(path)));

    [Theory]
    [MemberData(nameof(Json))]
    public void Its_JSON_is_JSON(string path) => Faults.None(Unread(MarkdownFile.Read(path), "json", text =>
    {
        foreach (var part in JsonParts(text)) JsonDocument.Parse(part).Dispose();
    }));

    [Theory]
    [MemberData(nameof(Xml))]
    public void Its_XML_is_XML(string path) => Faults.None(Unread(MarkdownFile.Read(path), "xml", text => XElement.Parse($"<all>{text}</all>")));

    [Fact]
    public void Every_language_of_a_block_is_held_to_something()
    {
        var languages = MarkdownFile.All.SelectMany(path => MarkdownFile.Read(path).Blocks).Select(block => block.Language).Distinct();
        // What Python records, RecordedCaseTests verifies.
        Assert.Empty(languages.Except(["", "sh", "bash", "console", "csharp", "json", "xml", "bibtex", "python"]));
    }

    [Fact]
    public void A_mistake_is_found_at_its_line()
    {
        var wrong = new MarkdownFile("wrong.md", "Text\n```csharp\nvar length = prefix.Length;\n\nprefix.Lenght();\n```\n```json\n{ \"a\": [1, }\n```");
        var error = Assert.Single(Errors(wrong));
        Assert.Contains("wrong.md(5): ", error, StringComparison.Ordinal);
        Assert.Contains("Lenght", error, StringComparison.Ordinal);
        Assert.StartsWith("wrong.md(8): ", Assert.Single(Unread(wrong, "json", text => JsonDocument.Parse(text).Dispose())), StringComparison.Ordinal);
    }

    private static TheoryData<string> With(string language) =>
        [.. MarkdownFile.All.Where(path => MarkdownFile.Read(path).Blocks.Any(block => block.Language == language))];

    private static IEnumerable<string> Unread(MarkdownFile file, string language, Action<string> read)
    {
        foreach (var block in file.Blocks.Where(block => block.Language == language))
        {
            string? fault = null;
            try
            {
                read(block.Text);
            }
            catch (Exception e) when (e is JsonException or System.Xml.XmlException)
            {
                fault = $"{file.At(block.Line)}: {e.Message}";
            }
            if (fault is not null) yield return fault;
        }
    }

    /// <summary>All blocks of a file as one program, in their order; where one shows three dots for the rest of an object, its required members may lack.</summary>
    private static IEnumerable<string> Errors(MarkdownFile file)
    {
        var blocks = file.Blocks.Where(block => block.Language == "csharp").ToList();
        var shortened = blocks.SelectMany(block => block.Text.Split('\n').Select((line, i) => (Line: block.Line + i, Text: line)))
            .Where(line => line.Text.Contains("/* … */", StringComparison.Ordinal)).Select(line => line.Line).ToHashSet();
        var program = Usings + string.Concat(blocks.Select(block => $"#line {block.Line} \"{file.Path}\"\n{block.Text}\n"));
        var tree = CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(LanguageVersion.CSharp14));
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        var found = CSharpCompilation.Create("Snippet", [tree], References, options).GetDiagnostics();
        foreach (var error in found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            var line = error.Location.GetMappedLineSpan().StartLinePosition.Line + 1;
            if (error.Id == RequiredMember && shortened.Contains(line)) continue;
            yield return $"{file.At(line)}: {error.Id} {error.GetMessage(CultureInfo.InvariantCulture)}";
        }
    }

    /// <summary>A block is a value, a value a line, or members a line; three dots stand for more elements.</summary>
    private static IEnumerable<string> JsonParts(string text)
    {
        text = Regex.Replace(text, @", …(?=\])", "").Trim();
        return text.StartsWith('"') ? Regex.Split(text, "\n(?=\")").Select(member => $"{{ {member} }}")
            : Regex.IsMatch(text, @"\}\n\{") ? text.Split('\n') : [text];
    }
}
