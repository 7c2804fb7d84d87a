namespace PromptGen.Generator.Tests;

/// <summary>
/// The committed <c>Generated/*.g.cs</c> are what the generator writes from <c>schemas/*.json</c>, byte for byte. To refresh them:
/// <c>PROMPTGEN_REFRESH_GENERATED=1 dotnet test tests/PromptGen.Generator.Tests</c>
/// </summary>
public class CommittedFilesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "PromptGen.Backbones", "Generated");

    [Fact]
    public void Committed_files_are_what_the_generator_writes()
    {
        var generation = Generation.Of(Toys.Published.Select(name => Generation.Schema(name, Toys.Read(name).Text)), ("build_property.PromptGenNamespace", "PromptGen.Backbones"));
        Assert.Empty(generation.Findings);
        var written = generation.Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

        if (Environment.GetEnvironmentVariable("PROMPTGEN_REFRESH_GENERATED") == "1") Refresh(written);

        Assert.Equal(written.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
        Assert.All(written, file =>
        {
            var committed = File.ReadAllBytes(Path.Combine(Folder, file.Key));
            Assert.True(
                committed.AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(file.Value)),
                $"{file.Key} is not what the generator writes; refresh it with PROMPTGEN_REFRESH_GENERATED=1 dotnet test tests/PromptGen.Generator.Tests");
        });
    }

    private static void Refresh(Dictionary<string, string> written)
    {
        foreach (var path in Directory.GetFiles(Folder)) File.Delete(path);
        foreach (var (name, text) in written) File.WriteAllText(Path.Combine(Folder, name), text);
    }

    [Fact]
    public void Emitted_text_has_no_carriage_return_no_tab_and_no_trailing_space()
    {
        var text = Toys.Generate("bert.json").Text();

        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain('\t', text);
        Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        Assert.EndsWith("}\n", text);
    }
}
