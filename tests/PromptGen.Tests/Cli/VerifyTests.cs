using System.Text.Json.Nodes;
using TemporaryFolder = PromptGen.Tests.Build.TemporaryFolder;

namespace PromptGen.Tests.Cli;

/// <summary>What <c>promptgen verify</c> says of cases that do not simply hold.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_schema_of_another_model_type_is_not_passed_over()
    {
        File.WriteAllText(folder.File("mine.json"), """{ "extends": "bert.json", "architecture": "Mine", "modelType": ["mine", "yours"], "summary": "x" }""");
        foreach (var file in Directory.EnumerateFiles(Repository.Fixture("bert_depth_last1"))) File.Copy(file, folder.File(Path.GetFileName(file)));
        var known = CalledCommand.Run("verify", folder.Path, "--schema", folder.File("mine.json"));
        File.WriteAllText(folder.File("config.json"), File.ReadAllText(folder.File("config.json")).Replace("\"bert\"", "\"nobert\"", StringComparison.Ordinal));
        var unknown = CalledCommand.Run("verify", folder.Path, "--schema", folder.File("mine.json"));

        const string note = "\n  note: what was given answers to 'mine', 'yours', and the case is of the model type ";
        Assert.True(known.Status == 0, known.Output + known.Error);
        Assert.Contains($"{note}'bert', so PromptGen's own encoder was compared\n", known.Output, StringComparison.Ordinal);
        Assert.True(unknown.Status == 4, unknown.Output + unknown.Error);
        Assert.Contains($"\n  not run: there is no encoder for the model type 'nobert'{note}'nobert'\n", unknown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_members_and_elements_that_were_left_out_are_counted()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Fixture("bert_depth_last1"))) File.Copy(file, folder.File(Path.GetFileName(file)));
        var meta = JsonNode.Parse(File.ReadAllText(folder.File("meta.json")))!;
        (meta["mood"], meta["prefix"]!["speed"]) = ("fine", 7);
        File.WriteAllText(folder.File("meta.json"), meta.ToJsonString());
        var (status, output, error) = CalledCommand.Run("verify", folder.Path);

        Assert.True(status == 0, output + error);
        Assert.Contains("\n2 unknown members of meta.json: 'mood', 'prefix.speed'\n", output, StringComparison.Ordinal);
        Assert.Matches(@"\n  left out after ten steps: \d+ of [\d,]+ elements, whose first gradient is almost zero\n", output);
    }
}
