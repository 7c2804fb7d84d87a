using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PromptGen.Generator.Checking;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Emitting;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Tests;

/// <summary>What is written about the language is what its reader knows.</summary>
public class VocabularyTests
{
    private static readonly JsonElement Definitions =
        JsonDocument.Parse(Repository.Read("schemas", "architecture.schema.json")).RootElement.GetProperty("definitions");

    private static readonly string Readme = Repository.Read("schemas", "README.md");

    [Fact]
    public void The_JSON_Schema_has_the_properties_of_every_object()
    {
        foreach (var noun in SchemaReader.Nouns)
        {
            var properties = Definitions.GetProperty(noun.Definition).GetProperty("properties");
            Assert.Equal(noun.Properties, properties.EnumerateObject().Select(property => property.Name));
            Assert.False(Definitions.GetProperty(noun.Definition).GetProperty("additionalProperties").GetBoolean());
            Assert.All(properties.EnumerateObject(), property =>
                Assert.True(property.Value.TryGetProperty("description", out _), $"{noun.Definition}.{property.Name} has no description"));
        }
    }

    [Fact]
    public void The_JSON_Schema_has_the_words_of_every_enum()
    {
        foreach (var words in Words.Tables)
            Assert.Equal(words.All, Definitions.GetProperty(words.Definition).GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
    }

    [Fact]
    public void The_JSON_Schema_defines_nothing_else()
    {
        string[] helpers = ["block", "size", "sizeReference", "rateReference", "activation", "path", "configKey", "configKeys", "name"];
        var known = SchemaReader.Nouns.Select(noun => noun.Definition).Concat(Words.Tables.Select(words => words.Definition)).Concat(helpers);

        Assert.Empty(Definitions.EnumerateObject().Select(definition => definition.Name).Except(known));
    }

    [Fact]
    public void The_reference_is_made_of_the_JSON_Schema()
    {
        var file = Path.Combine(Repository.Root, "schemas", "REFERENCE.md");
        var page = ReferencePage.Write(JsonDocument.Parse(Repository.Read("schemas", "architecture.schema.json")).RootElement);
        if (Environment.GetEnvironmentVariable("PROMPTGEN_REFRESH_GENERATED") == "1") File.WriteAllText(file, page);

        Assert.Equal(page, File.ReadAllText(file));
        Assert.All(SchemaReader.Nouns, noun => Assert.Contains($"\n## {noun.Definition}\n", page));
        Assert.All(Words.Tables.SelectMany(words => words.All), word => Assert.Contains(word, page));
    }

    [Fact]
    public void The_README_names_every_property_and_every_word()
    {
        foreach (var name in SchemaReader.Nouns.SelectMany(noun => noun.Properties).Concat(Words.Tables.SelectMany(words => words.All)))
            Assert.Contains($"`{name}`", Readme);
    }

    [Fact]
    public void Every_diagnostic_has_a_descriptor_a_release_row_a_section_and_a_test()
    {
        var declared = typeof(Rules).GetFields(BindingFlags.Static | BindingFlags.Public).Count(field => field.FieldType.Name == "DiagnosticDescriptor");
        Assert.Equal(declared, Rules.All.Count);
        Assert.Equal(Rules.All.Count, Rules.All.Select(rule => rule.Id).Distinct().Count());

        var releases = Repository.Read("generators", "PromptGen.Generator", "AnalyzerReleases.Unshipped.md");
        var tests = TestsOfDiagnostics();
        Assert.All(Rules.All, rule =>
        {
            Assert.Matches($"(?m)^{rule.Id} \\| {rule.Category} \\| {rule.DefaultSeverity} \\| {Regex.Escape(rule.Title.ToString())}$", releases);
            Assert.Contains($"\n#### {rule.Id} {rule.Title}\n", Readme);
            Assert.Matches($"(error|warning) {rule.Id}: ", tests);
        });
        // What a build says where no generator runs.
        var targets = Repository.Read("src", "PromptGen", "buildTransitive", "PromptGen.targets");
        var build = Regex.Match(targets, "Code=\"(PGEN012)\"[^>]*HelpLink=\"schemas/README.md#([^\"]*)\"", RegexOptions.Singleline);
        Assert.Contains(build.Groups[2].Value, Anchors);
        Assert.StartsWith("pgen012", build.Groups[2].Value, StringComparison.Ordinal);
        Assert.Equal(Rules.All.Count + 1, Regex.Count(Readme, "(?m)^#### PGEN"));
    }

    [Fact]
    public void More_than_forty_diagnostics_are_reached_from_schemas()
    {
        var reached = Rules.All.Where(rule => rule.Id != Rules.Internal.Id && Regex.IsMatch(TestsOfDiagnostics(), $"json\\(\\d+,\\d+\\): (error|warning) {rule.Id}: ")).ToList();

        Assert.InRange(reached.Count, 40, Rules.All.Count - 1);
    }

    private static IReadOnlyList<string> Anchors { get; } =
        [.. Regex.Matches(Readme, "(?m)^#+ (.*)$").Select(heading => Regex.Replace(heading.Groups[1].Value.ToLowerInvariant(), "[^a-z0-9 _-]", "").Replace(' ', '-'))];

    [Fact]
    public void The_help_of_every_diagnostic_is_its_section()
    {
        Assert.All(Rules.All, rule => Assert.Single(Anchors, anchor => rule.HelpLinkUri == $"schemas/README.md#{anchor}"));
    }

    private static string TestsOfDiagnostics() => string.Concat(
        new[] { "DiagnosticTests.cs", "PartDiagnosticTests.cs", "SizeDiagnosticTests.cs", "HostileSchemaTests.cs" }.Select(file => Repository.Path("tests", "PromptGen.Generator.Tests", file))
            .Concat(Directory.EnumerateFiles(Repository.Path("tests", "PromptGen.Generator.Tests", "Cases")))
            .Select(File.ReadAllText));

    [Fact]
    public void Every_type_that_generated_code_uses_is_reserved()
    {
        var compilation = Generation.Of(Toys.Published.Select(Toys.Read).Append(Toys.Read("grouped.json")).Select(schema => Generation.Schema(schema.Path, schema.Text))
            .Append(Generation.Schema("prenorm.json", Toys.Read("prenorm.json").Text, "base"))).WithSources();
        var used = compilation.SyntaxTrees.Skip(1).SelectMany(tree =>
        {
            var model = compilation.GetSemanticModel(tree);
            return tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(name => name is not IdentifierNameSyntax { IsVar: true } && name.Parent is not (QualifiedNameSyntax or AliasQualifiedNameSyntax) && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name))
                .Select(name => (Name: name.Identifier.Text, Type: model.GetSymbolInfo(name).Symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } made ? made.ContainingType : model.GetSymbolInfo(name).Symbol as INamedTypeSymbol))
                .Where(name => name.Type is not null && name.Type.Locations.All(place => place.IsInMetadata))
                .Select(name => $"{name.Type!.ContainingSymbol.ToDisplayString()}.{name.Name}");
        });

        Assert.Empty(used.Distinct().Except(UsedNames.Types.Select(type => $"{type.Value}.{type.Key}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_lower_case_member_of_a_module_is_reserved()
    {
        var members = typeof(TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>)
            .GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy)
            .Where(member => member is not (FieldInfo { IsPrivate: true } or FieldInfo { IsAssembly: true } or MethodBase { IsPrivate: true } or MethodBase { IsAssembly: true }))
            .Select(member => member.Name)
            .Where(name => char.IsLower(name[0]) && !name.Contains('_'))
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Empty(members.Except(NameCheck.ModuleMembers));
    }
}
