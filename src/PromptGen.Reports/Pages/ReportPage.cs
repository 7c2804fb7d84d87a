using System.Text;
using PromptGen.Reports.Markup;
using PromptGen.Reports.Pages;

namespace PromptGen.Reports;

/// <summary>
/// One HTML file that shows one run, or several beside each other. It needs nothing but itself: no network, no script. The same records give the
/// same bytes.
/// </summary>
public static class ReportPage
{
    private const string Generator = "PromptGen report";

    /// <summary>The page's text.</summary>
    /// <param name="runs">One run, or those that are compared.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string Of(params IReadOnlyList<RunRecord> runs) => runs.Count switch
    {
        0 => throw new ArgumentException("There is no run to report.", nameof(runs)),
        1 => Html.Document($"{runs[0].Name}: a run of PromptGen", Generator, StyleSheet(), RunPage.Body(runs[0])),
        _ => Html.Document($"{runs.Count} runs of PromptGen", Generator, StyleSheet(), ComparisonPage.Body(ComparedRun.Of(runs))),
    };

    /// <summary>Writes the page; a report that is there is replaced as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runs">One run, or those that are compared.</param>
    /// <exception cref="ReportException">The file cannot be written, or is there and no report.</exception>
    public static void Write(string path, params IReadOnlyList<RunRecord> runs)
    {
        CheckTarget(path);
        ReportOutput.Write(path, Of(runs));
    }

    /// <summary>Says early that <see cref="Write"/> would not replace what is there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ReportException">It is a folder, or is there and no report.</exception>
    public static void CheckTarget(string path)
    {
        if (Directory.Exists(path)) throw new ReportException($"{path}: is a folder; expected a file for the report, such as {Path.Combine(path, "report.html")}.");
        ReportOutput.Check(path, "report", IsReport);
    }

    /// <summary>The page says near its start who made it.</summary>
    private static bool IsReport(string path)
    {
        var start = new byte[1 << 12];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        return Encoding.UTF8.GetString(start, 0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)).Contains($"content=\"{Generator}\"", StringComparison.Ordinal);
    }

    private static string StyleSheet()
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}
