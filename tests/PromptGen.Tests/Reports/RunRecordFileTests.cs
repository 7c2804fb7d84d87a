using System.Text.Json.Nodes;
using PromptGen.Reports;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Reports;

/// <summary><c>run.json</c> comes back as it was written, and what is wrong in it is named by file and place.</summary>
public sealed class RunRecordFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Examples => ["PTuning", "HeadOnly", "Entities", "Interrupted"];

    internal static RunRecord Example(string name) => name switch
    {
        "PTuning" => ExampleRuns.PTuning,
        "HeadOnly" => ExampleRuns.HeadOnly,
        "Entities" => ExampleRuns.Entities,
        _ => ExampleRuns.Interrupted,
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_record_comes_back_as_it_was(string name)
    {
        RunRecordFile.Write(folder.Path, Example(name));
        var written = File.ReadAllBytes(folder.File("run.json"));
        var back = RunRecordFile.Read(folder.Path);
        RunRecordFile.Write(folder.File("again.json"), back);

        Assert.Equal(written, File.ReadAllBytes(folder.File("again.json")));
        Assert.Equivalent(Example(name), back, strict: true);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Numbers_that_are_none_come_back_too()
    {
        var trial = ExampleRuns.HeadOnly.Trials[0] with { Epochs = [new EpochRecord(1, double.PositiveInfinity) { DevScore = double.NaN }], ChosenEpoch = null };
        RunRecordFile.Write(folder.Path, ExampleRuns.HeadOnly with { Trials = [trial] });
        var epoch = Assert.Single(Assert.Single(RunRecordFile.Read(folder.Path).Trials).Epochs);
        Assert.Equal(double.PositiveInfinity, epoch.Loss);
        Assert.Equal(double.NaN, epoch.DevScore);
    }

    [Theory]
    [InlineData("version", "2", "has the version 2", "reads version 1")]
    [InlineData("version", "\"1\"", "has the version \"1\"", "reads version 1")]
    [InlineData("seconds", "\"long\"", "$.seconds")]
    [InlineData("metric", "null", "metric")]
    [InlineData("colour", "\"red\"", "colour")]
    [InlineData("started", "\"yesterday\"", "$.started")]
    public void A_member_that_cannot_be_is_named(string member, string value, params string[] says) =>
        Damaged(json => json[member] = JsonNode.Parse(value), says);

    [Theory]
    [InlineData("version", "has no 'version'")]
    [InlineData("task", "'task'")]
    [InlineData("environment", "'environment'")]
    public void A_missing_member_is_named(string member, string says) => Damaged(json => json.Remove(member), says);

    [Fact]
    public void A_missing_member_inside_is_named_with_its_place()
    {
        Damaged(json => json["trials"]![1]!.AsObject().Remove("seed"), "'seed'", "$.trials[1]");
        Damaged(json => json["data"]![0]!.AsObject().Remove("examples"), "'examples'", "$.data[0]");
    }

    [Fact]
    public void What_contradicts_itself_is_named_with_its_place()
    {
        Damaged(json => json["seconds"] = 1e18, "seconds is 1e+18; expected a number of seconds, from 0 to 3.1");
        Damaged(json => json["trials"]![1]!["seconds"] = -1, "trials[1].seconds is -1; expected a number of seconds");
        Damaged(json => json["trials"]![2]!["epochs"]![3]!["seconds"] = "NaN", "trials[2].epochs[3].seconds is NaN; expected a number of seconds");
        Damaged(json => json["trials"]![2]!["chosenEpoch"] = 9, "trials[2].chosenEpoch is 9", "one of the 8 epochs");
        Damaged(json => json["trials"]![2]!["epochs"]![3]!["epoch"] = 9, "trials[2].epochs[3].epoch is 9", "expected 4");
        Damaged(json => json["trials"]![0]!["chosen"] = true, "2 of seed 11 are chosen");
        Damaged(json => json["test"]!["seed"] = 99, "test.seed is 99");
        Damaged(json => json["test"]!["confusion"]!["counts"]!.AsArray().RemoveAt(0), "confusion.counts has 5 rows");
        Damaged(json => json["test"]!["confusion"]!["counts"]![2]!.AsArray().RemoveAt(0), "confusion.counts[2] has 5 numbers");
        Damaged(json => json["test"]!["errors"]![0]!["trueSpans"] = JsonNode.Parse("""[{"start": 3, "end": 400, "type": "x"}]"""), "test.errors[0].trueSpans[0] goes from 3 to 400");
        Damaged(json => json["baselines"]![0]!["scores"] = new JsonArray(), "'majority' has no score");
    }

    [Fact]
    public void What_is_no_JSON_or_not_there_is_named()
    {
        File.WriteAllText(folder.File("cut.json"), "{\n  \"version\": 1,\n  \"name\": ");
        Assert.StartsWith($"{folder.File("cut.json")}(3,", Error(folder.File("cut.json")), StringComparison.Ordinal);
        File.WriteAllText(folder.File("list.json"), "[]");
        Assert.Contains("has no 'version'", Error(folder.File("list.json")), StringComparison.Ordinal);
        Assert.Contains("holds no run.json", Error(folder.Path), StringComparison.Ordinal);
        Assert.Contains("there is no such file); expected a run's run.json", Error(folder.File("nowhere")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_contradicts_itself_is_not_written()
    {
        var twice = ExampleRuns.HeadOnly with { Trials = [.. ExampleRuns.HeadOnly.Trials, .. ExampleRuns.HeadOnly.Trials] };
        Assert.Throws<ReportException>(() => RunRecordFile.Write(folder.Path, twice));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private void Damaged(Action<JsonObject> damage, params string[] says)
    {
        var file = folder.File("damaged.json");
        RunRecordFile.Write(file, ExampleRuns.PTuning);
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        damage(json);
        File.WriteAllText(file, json.ToJsonString());
        var message = Error(file);
        Assert.StartsWith(file, message, StringComparison.Ordinal);
        Assert.All(says, text => Assert.Contains(text, message, StringComparison.Ordinal));
    }

    private static string Error(string path) => Assert.Throws<ReportException>(() => RunRecordFile.Read(path)).Message;
}
