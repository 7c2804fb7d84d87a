using System.Text.RegularExpressions;
using PromptGen.Reports;
using PromptGen.Tests.Build;

namespace PromptGen.Tests.Reports;

/// <summary>The pages in a browser.</summary>
public sealed class BrowserTests
{
    private const int Phone = 360;

    [ChromiumFact]
    public void A_browser_reads_the_pages_as_they_were_written_and_nothing_is_wider_than_a_phone()
    {
        using var folder = new TemporaryFolder();
        string[] pages =
        [
            ReportPage.Of(ExampleRuns.PTuning), ReportPage.Of(ExampleRuns.Entities), ReportPage.Of(ExampleRuns.Interrupted),
            ReportPage.Of(ExampleRuns.PTuning, ExampleRuns.HeadOnly),
        ];
        foreach (var (i, page) in pages.Index())
        {
            var file = folder.File($"{i}.html");
            File.WriteAllText(file, page);
            var (document, messages) = Chromium.Load(file);
            Assert.DoesNotContain("CONSOLE", messages, StringComparison.Ordinal);
            // Had the browser another idea of where an element begins or ends, it would have made another tree.
            Assert.Equal(Tags(page), Tags(document));
        }

        File.WriteAllText(folder.File("phone.html"), $$"""
            <!DOCTYPE html>
            {{string.Concat(pages.Select(page => $"<iframe width='{Phone}' height='800' style='border: 0' srcdoc=\"{page.Replace("&", "&amp;").Replace("\"", "&quot;")}\"></iframe>"))}}
            <script>
            addEventListener('load', () => {
              for (const frame of document.querySelectorAll('iframe')) {
                const page = frame.contentDocument.documentElement;
                document.body.insertAdjacentHTML('beforeend', `<p>width ${page.scrollWidth} of ${page.clientWidth}</p>`);
              }
              document.querySelectorAll('iframe').forEach(frame => frame.remove());
            });
            </script>
            """);
        var widths = Regex.Matches(Chromium.Load(folder.File("phone.html")).Document, "<p>width ([0-9]+) of ([0-9]+)</p>");
        Assert.Equal(pages.Length, widths.Count);
        Assert.All(widths, width => Assert.Equal(width.Groups[2].Value, width.Groups[1].Value));
        Assert.All(widths, width => Assert.InRange(int.Parse(width.Groups[2].Value), Phone - 20, Phone));
    }

    private static IEnumerable<string> Tags(string html) => Regex.Matches(html, "</?[a-zA-Z0-9]+").Select(tag => tag.Value);
}
