using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using PromptGen.Backbones;

namespace PromptGen.Generator.Tests;

/// <summary>What an editor shows over a name of generated code, and where it goes from a preset.</summary>
public class HoverTests
{
    [Theory]
    [MemberData(nameof(Toys.All), MemberType = typeof(Toys))]
    public void Every_type_and_preset_says_which_part_of_which_schema_it_came_from(string schema)
    {
        var types = Types(schema);
        var presets = types.SelectMany(type => type.GetMembers()).Where(member => member.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == "PresetSizesAttribute")).ToList();
        Assert.NotEmpty(presets);

        Assert.All(types.Concat(presets), symbol =>
        {
            var remarks = XElement.Parse(symbol.GetDocumentationCommentXml()!).Element("remarks")!;
            var names = remarks.Elements("c").Select(name => name.Value).ToList();
            var files = names.Where(name => name.EndsWith(".json", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(files);
            // One of the files at least writes it, and each of them some part.
            Assert.All(names.Except(files), path => Assert.Contains(files, file => Has(file, path)));
            if (names.Count > files.Count) Assert.All(files, file => Assert.Contains(names.Except(files), path => Has(file, path)));
        });
    }

    [Theory]
    [MemberData(nameof(Toys.All), MemberType = typeof(Toys))]
    public void Every_method_says_the_shapes_of_its_tensors(string schema)
    {
        var methods = Types(schema).SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary, IsOverride: false, IsImplicitlyDeclared: false } && method.ExplicitInterfaceImplementations.IsEmpty)
            .Select(method => (Method: method, Documentation: XElement.Parse(method.GetDocumentationCommentXml() is { Length: > 0 } xml ? xml : "<none/>")))
            .Where(found => found.Documentation.Element("inheritdoc") is null)
            .ToList();
        Assert.NotEmpty(methods);

        Assert.All(methods, found =>
        {
            foreach (var parameter in found.Method.Parameters.Where(parameter => parameter.Type.Name == "Tensor"))
                Assert.StartsWith("[", found.Documentation.Elements("param").Single(element => (string)element.Attribute("name")! == parameter.Name).Value, StringComparison.Ordinal);
            if (found.Method.ReturnType.Name == "Tensor") Assert.StartsWith("[", found.Documentation.Element("returns")!.Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_definition_of_a_preset_is_in_the_generated_file_with_its_sizes()
    {
        var definition = Types("bert.json").Single(type => type.Name == "BertConfig").GetMembers("LargeUncased").Single().DeclaringSyntaxReferences.Single();

        Assert.EndsWith("BertEncoder.g.cs", definition.SyntaxTree.FilePath, StringComparison.Ordinal);
        Assert.Equal(
            """
            [PresetSizes(Layers = 24, Positions = 512)]
                public static BertConfig LargeUncased { get; } = new()
                {
                    VocabSize = 30522, HiddenSize = 1024, LayerCount = 24, HeadCount = 16, IntermediateSize = 4096,
                };
            """,
            definition.GetSyntax().ToString());
    }

    [Fact]
    public void The_package_of_backbones_carries_the_generated_files_for_editors()
    {
        Guid embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
        using var assembly = new PEReader(File.OpenRead(typeof(BertEncoder).Assembly.Location));
        using var symbols = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
        var reader = symbols.GetMetadataReader();
        var embedded = reader.Documents
            .Where(document => reader.GetCustomDebugInformation(document).Any(info => reader.GetGuid(reader.GetCustomDebugInformation(info).Kind) == embeddedSource))
            .Select(document => Path.GetFileName(reader.GetString(reader.GetDocument(document).Name)));

        Assert.Equal(
            Directory.GetFiles(Repository.Path("src", "PromptGen.Backbones", "Generated")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            embedded.Where(name => name.EndsWith("Encoder.g.cs", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<INamedTypeSymbol> Types(string schema)
    {
        var compilation = Toys.Generate(schema).WithSources();
        var generated = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("Encoder.g.cs", StringComparison.Ordinal));
        var model = compilation.GetSemanticModel(generated);
        return [.. generated.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax>().Select(type => (INamedTypeSymbol)model.GetDeclaredSymbol(type)!)];
    }

    private static bool Has(string file, string path)
    {
        using var document = JsonDocument.Parse(Toys.Read(file).Text);
        var rest = path;
        for (var at = document.RootElement; ;)
        {
            // A preset's name may have points in it.
            if (at.ValueKind != JsonValueKind.Object) return false;
            if (at.TryGetProperty(rest, out _)) return true;
            var point = rest.IndexOf('.', StringComparison.Ordinal);
            if (point < 0 || !at.TryGetProperty(rest[..point], out at)) return false;
            rest = rest[(point + 1)..];
        }
    }
}
