using System.Xml.Linq;
using PromptGen.Reports;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Reports;

/// <summary>What a page holds, without a browser: its text is well-formed enough for an XML reader once the first line is gone.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(RunRecordFileTests.Examples), MemberType = typeof(RunRecordFileTests))]
    public void The_same_record_gives_the_same_bytes_also_after_it_was_read(string name)
    {
        RunRecordFile.Write(folder.Path, RunRecordFileTests.Example(name));
        var page = ReportPage.Of(RunRecordFileTests.Example(name));
        Assert.Equal(page, ReportPage.Of(RunRecordFile.Read(folder.Path)));
        Assert.DoesNotContain('\r', page);
    }

    [Fact]
    public void A_run_is_shown_with_all_its_parts()
    {
        var page = Parsed(ReportPage.Of(ExampleRuns.PTuning));
        Assert.Equal(["result", "curves", "trainings", "labels", "errors", "parts", "encoder", "recipe", "provenance"], Sections(page));
        Assert.Equal(4, page.Descendants("svg").Count());
        Assert.Contains("84.8 ± 0.6 %", page.ToString(), StringComparison.Ordinal);
        Assert.Contains("83,462", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_encoder_is_drawn_with_boxes_in_boxes_and_the_prefix_where_it_enters()
    {
        var drawing = Parsed(ReportPage.Of(ExampleRuns.PTuning)).Descendants("svg").Single(svg => (string?)svg.Attribute("class") == "drawing");
        var boxes = drawing.Elements("rect").Select(box => (Kind: (string)box.Attribute("class")!, Left: Number(box, "x"), Top: Number(box, "y"), Right: Number(box, "x") + Number(box, "width"), Bottom: Number(box, "y") + Number(box, "height"))).ToList();

        Assert.Equal(["tokens of a text", "embeddings", "word  [8192, 256]", "norm  [256]  bias [256]", "layers 0–3, 4 alike", "prefix: keys and values [20, 4, 64]", "attention", "query  [256, 256]  bias [256]", "pooler  [256, 256]  bias [256]", "head"],
            drawing.Elements("text").Where(text => (string?)text.Attribute("class") == "name").Select(text => text.Value));
        Assert.Equal(["box trained", "box trained"], boxes.Select(box => box.Kind).Where(kind => kind.EndsWith("trained", StringComparison.Ordinal)));
        // Any two boxes lie one in the other or apart, and all lie in the picture.
        foreach (var (one, other) in boxes.SelectMany((one, i) => boxes.Skip(i + 1).Select(other => (one, other))))
            Assert.True(other.Top >= one.Bottom || (other.Top > one.Top && other.Bottom < one.Bottom && other.Left > one.Left && other.Right < one.Right), $"{one} and {other}");
        // On a phone's page of 358 pixels, letters of 13 units are 10 pixels high or more, and nothing is scrolled out of sight.
        Assert.InRange(int.Parse(((string)drawing.Attribute("viewBox")!).Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture), 300, 13 * 358 / 10);
        Assert.DoesNotMatch(@"svg\.drawing \{[^}]*min-width", ReportPage.Of(ExampleRuns.PTuning));
        var height = double.Parse(((string)drawing.Attribute("viewBox")!).Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(boxes, box => Assert.True(box.Bottom <= height));

        static double Number(XElement box, string name) => double.Parse((string)box.Attribute(name)!, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void An_encoder_that_was_trained_is_drawn_so()
    {
        var trained = ExampleRuns.PTuning with { Parts = [new ModelPart("head", 1_542, Trained: true), new ModelPart("encoder", 4_990_000, Trained: true)] };
        var boxes = Parsed(ReportPage.Of(trained)).Descendants("svg").Single(svg => (string?)svg.Attribute("class") == "drawing").Elements("rect").ToList();
        Assert.NotEmpty(boxes);
        Assert.All(boxes, box => Assert.Equal("box trained", (string?)box.Attribute("class")));
    }

    [Fact]
    public void Errors_are_shown_in_their_unit_without_a_sign_and_without_bars_of_a_hundred_percent()
    {
        var run = ExampleRuns.PTuning with
        {
            Metric = "squared-error",
            IsError = true,
            Trials = [.. ExampleRuns.PTuning.Trials.Select(trial => trial with { TestScore = trial.TestScore is null ? null : -0.1523 })],
            Baselines = [new("mean", [-0.5])],
        };
        foreach (var page in new[] { ReportPage.Of(run), ReportPage.Of(run, run with { Name = "another" }) })
        {
            Assert.Contains("0.1523 ± 0.0000", page, StringComparison.Ordinal);
            Assert.Contains("0.5000", page, StringComparison.Ordinal);
            Assert.DoesNotContain("-15.2 %", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Of 100 %", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_run_has_not_is_left_out()
    {
        var page = Parsed(ReportPage.Of(ExampleRuns.Interrupted));
        Assert.Equal(["result", "curves", "trainings", "residuals", "recipe", "provenance"], Sections(page));
        Assert.Contains("interrupted", page.ToString(), StringComparison.Ordinal);

        var nothing = ExampleRuns.Interrupted with { Trials = [], Test = null, Recipe = [], Data = [] };
        Assert.Equal(["result", "recipe", "provenance"], Sections(Parsed(ReportPage.Of(nothing))));
    }

    [Fact]
    public void Runs_are_compared_by_scores_curves_labels_and_differences()
    {
        var page = Parsed(ReportPage.Of(ExampleRuns.PTuning, ExampleRuns.HeadOnly));
        Assert.Equal(["scores", "curves", "recipes", "costs"], Sections(page));
        var methods = Rows(page, "scores").Select(row => row[0]);
        Assert.Equal(["intents, P-Tuning v2", "bag of words", "head only", "intents, head only", "majority"], methods);
        var differing = Tables(page, "recipes").First();
        Assert.Contains("prefix length|20|–", differing);
        Assert.DoesNotContain(differing, row => row.StartsWith("batch size", StringComparison.Ordinal));
        Assert.Contains("batch size|16", Tables(page, "recipes").Last());

        Assert.Contains("labels", Sections(Parsed(ReportPage.Of(ExampleRuns.PTuning, ExampleRuns.PTuning))));
        Assert.Contains("different metrics", ReportPage.Of(ExampleRuns.PTuning, ExampleRuns.Entities), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_from_data_stays_text()
    {
        const string Evil = "</style></title><script>alert('1')</script>\" onload=\"x & <!-- \u0001 \ud800 é 😀";
        var run = ExampleRuns.PTuning with
        {
            Name = Evil, Task = Evil, Method = Evil, Metric = Evil, Recipe = [new NamedValue(Evil, Evil)], Model = new BaseModel(Evil, Evil),
            Data = [new DataFile("train", Evil, 3)],
            Test = new TestRecord { Seed = 12, Confusion = new ConfusionMatrix([Evil], [[3]]), Errors = [new WrongAnswer(Evil) { Truth = Evil, Answer = Evil, TextPair = Evil }] },
        };
        foreach (var page in new[] { ReportPage.Of(run), ReportPage.Of(run, run) })
        {
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            var parsed = Parsed(page);
            Assert.Empty(parsed.Descendants().Attributes("onload"));
            Assert.Contains("\uFFFD \uFFFD é 😀", parsed.Descendants("h1").First().Value + parsed.Descendants("li").First().Value + parsed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_is_fetched_and_every_link_leads_into_the_page()
    {
        foreach (var page in new[] { Parsed(ReportPage.Of(ExampleRuns.PTuning)), Parsed(ReportPage.Of(ExampleRuns.PTuning, ExampleRuns.HeadOnly)) })
        {
            var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
            Assert.Equal(ids.Distinct(), ids);
            Assert.All(page.Descendants().Attributes("href").Where(href => href.Value != "data:,"), href => Assert.Contains(href.Value.TrimStart('#'), ids));
            Assert.Empty(page.Descendants().Attributes("src"));
            Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
            Assert.DoesNotContain("@import", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Plots_have_words_and_the_colors_of_the_page()
    {
        var page = Parsed(ReportPage.Of(ExampleRuns.PTuning));
        Assert.All(page.Descendants("figure").Elements("svg"), svg => Assert.Contains("from", (string)svg.Attribute("aria-label")!, StringComparison.Ordinal));
        Assert.All(page.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.DoesNotContain(page.Descendants("svg").Descendants().Attributes(), a => a.Name.LocalName is "stroke" or "fill" && a.Value != "none");
        Assert.Empty(page.Descendants("svg").Descendants().Attributes("font-family"));
    }

    [Fact]
    public void A_report_replaces_a_report_and_nothing_else()
    {
        var file = folder.File("report.html");
        ReportPage.Write(file, ExampleRuns.HeadOnly);
        ReportPage.Write(file, ExampleRuns.PTuning);
        Assert.Equal(ReportPage.Of(ExampleRuns.PTuning), File.ReadAllText(file));

        File.WriteAllText(file, "<html>my thesis</html>");
        Assert.Contains("no report of PromptGen", Assert.Throws<ReportException>(() => ReportPage.Write(file, ExampleRuns.PTuning)).Message, StringComparison.Ordinal);
        Assert.Equal("<html>my thesis</html>", File.ReadAllText(file));
        Assert.Throws<ReportException>(() => ReportPage.Write(folder.Path, ExampleRuns.PTuning));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_matrix_of_many_labels_is_a_list_of_confusions()
    {
        var labels = Enumerable.Range(0, 77).Select(i => $"label {i}").ToList();
        var counts = labels.Select((_, i) => labels.Select((_, j) => i == j ? 9 : i + 1 == j ? i : 0).ToList()).ToList();
        var page = Parsed(ReportPage.Of(ExampleRuns.PTuning with { Test = new TestRecord { Seed = 12, Confusion = new ConfusionMatrix(labels, counts) } }));
        var pairs = Tables(page, "labels").Last();
        Assert.Equal(30, pairs.Count);
        Assert.Equal("label 75|label 76|75", pairs[0]);
    }

    private static XElement Parsed(string page) => XDocument.Parse(page[(page.IndexOf('\n') + 1)..]).Root!;

    private static IEnumerable<string> Sections(XElement page) => page.Descendants("section").Select(section => (string)section.Attribute("id")!);

    private static IEnumerable<string[]> Rows(XElement page, string section) => Section(page, section).Descendants("tbody").Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray());

    private static IEnumerable<List<string>> Tables(XElement page, string section) => Section(page, section).Descendants("tbody").Select(body =>
        body.Elements("tr").Select(row => string.Join('|', row.Elements().Select(cell => cell.Value))).ToList());

    private static XElement Section(XElement page, string id) => page.Descendants("section").Single(section => (string?)section.Attribute("id") == id);
}
