namespace PromptGen.Tests.Reports;

/// <summary>A test in a real browser; skipped, visibly, where Debian's chromium is absent (<c>apt-get install chromium</c>).</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Path is null ? "There is no chromium on the PATH." : null;
}
