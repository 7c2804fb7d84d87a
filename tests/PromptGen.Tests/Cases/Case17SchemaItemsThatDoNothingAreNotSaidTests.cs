using PromptGen.Tests.Build;

namespace PromptGen.Tests.Cases;

/// <summary>What the build files of the package do with schemas, in any language and without a compiler.</summary>
public class Case17SchemaItemsThatDoNothingAreNotSaidTests
{
    [Theory]
    [InlineData("F#")]
    [InlineData("VB")]
    public void In_another_language_each_encoder_that_is_not_generated_is_a_warning(string language)
    {
        using var folder = new TemporaryFolder();
        var output = Build(folder, language);

        Assert.Equal(1, output.Split("warning PGEN012:").Length - 1);
        Assert.Contains(
            $"{folder.File("mine.json")} : warning PGEN012: Encoders are generated in C# projects only, and this is {language}; put the schema into a C# project, and reference that",
            output, StringComparison.Ordinal);
    }

    [Fact]
    public void In_CSharp_nothing_is_said_and_every_item_reaches_the_generator_with_its_role()
    {
        using var folder = new TemporaryFolder();
        var output = Build(folder, "C#");

        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
        Assert.Contains("mine=emit;other=base;shipped=package", output, StringComparison.Ordinal);
        Assert.Contains("empty=(empty)", Build(folder, "C#", "<PromptGenSchema Include=\"empty.json\" Role=\"\" />"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_Schema_lies_beside_each_schema_that_refers_to_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("deep"));
        File.WriteAllText(folder.File("mine.json"), """{ "summary": "100 %; $(it's) @(all)", "$schema" : "./architecture.schema.json" }""");
        File.WriteAllText(folder.File("deep/without.json"), """{ "summary": "architecture.schema.json" }""");
        Build(folder, "C#", "<PromptGenSchema Include=\"deep/without.json\" />");

        Assert.Equal(Repository.Read("schemas", "architecture.schema.json"), File.ReadAllText(folder.File("architecture.schema.json")));
        Assert.Equal(["without.json"], Directory.GetFiles(folder.File("deep")).Select(Path.GetFileName));
    }

    [Fact]
    public void Of_libtorch_what_nothing_loads_is_left_out()
    {
        using var folder = new TemporaryFolder();
        const string items = """
            <NativeCopyLocalItems Include="x/libtorch_cpu.so;x/libtorch_python.so;x/libshm.so;x/libjitbackend_test.so;x/libc10.so" NuGetPackageId="libtorch-cpu-linux-x64" />
            <NativeCopyLocalItems Include="y/libshm.so" NuGetPackageId="another" />
            <RuntimeTargetsCopyLocalItems Include="z/libtorch_python.dylib;z/libomp.dylib" NuGetPackageId="libtorch-cpu-osx-arm64" />
            """;

        Assert.Contains("native x/libtorch_cpu.so;x/libc10.so;y/libshm.so;z/libomp.dylib.", Build(folder, "C#", items), StringComparison.Ordinal);
        Assert.Contains("x/libtorch_python.so", Build(folder, "C#", items + "<!-- all -->", "-p:PromptGenWholeTorch=true"), StringComparison.Ordinal);
    }

    private static string Build(TemporaryFolder folder, string language, string items = "", params string[] more)
    {
        if (!File.Exists(folder.File("mine.json"))) File.WriteAllText(folder.File("mine.json"), "{}");
        foreach (var file in new[] { "other.json", "shipped.json", "empty.json" }) File.WriteAllText(folder.File(file), "{}");
        var package = Repository.Path("src", "PromptGen", "buildTransitive");
        File.WriteAllText(folder.File("user.proj"), $"""
            <Project DefaultTargets="CoreCompile">
              <PropertyGroup>
                <Language>{language}</Language>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
                <PromptGenJsonSchemaFile>{Repository.Path("schemas", "architecture.schema.json")}</PromptGenJsonSchemaFile>
              </PropertyGroup>
              <Import Project="{Path.Combine(package, "PromptGen.props")}" />
              <ItemGroup>
                <PromptGenSchema Include="mine.json" />
                <PromptGenSchema Include="other.json" Role="base" />
                <PromptGenSchema Include="shipped.json" Role="package" />
                {items}
              </ItemGroup>
              <Target Name="ResolvePackageAssets" />
              <Target Name="CoreCompile" DependsOnTargets="ResolvePackageAssets">
                <Message Importance="high" Text="native @(NativeCopyLocalItems);@(RuntimeTargetsCopyLocalItems)." />
                <Message Importance="high" Text="@(AdditionalFiles->'%(Filename)=%(PromptGenSchema)')" />
              </Target>
              <Import Project="{Path.Combine(package, "PromptGen.targets")}" />
            </Project>
            """);
        var (status, output) = Dotnet.Run(folder.Path, null, ["msbuild", "user.proj", "-nologo", "-p:PromptGenLoadFix=false", .. more]);
        Assert.True(status == 0, output);
        return output;
    }
}
