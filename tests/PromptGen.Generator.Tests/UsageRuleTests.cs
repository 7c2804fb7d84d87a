using System.Text.RegularExpressions;
using PromptGen.Analyzers.Rules;
using PromptGen.Generator.Tests.Rejected;

namespace PromptGen.Generator.Tests;

/// <summary>Every rule of use in C# is documented where its link leads, and has a wrong program.</summary>
public class UsageRuleTests
{
    [Fact]
    public void Every_rule_has_a_release_row_a_section_and_a_wrong_program()
    {
        var releases = Repository.Read("generators", "PromptGen.Analyzers", "AnalyzerReleases.Unshipped.md");
        var readme = Repository.Read("generators", "PromptGen.Analyzers", "README.md");
        var found = RejectedProgram.Names.Select(name => RejectedProgram.Wrong(name).FirstLine).ToList();

        Assert.Equal(UsageRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal).Distinct(), UsageRules.All.Select(rule => rule.Id));
        Assert.All(UsageRules.All, rule =>
        {
            var title = Regex.Escape(rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Matches($"(?m)^{rule.Id} \\| {rule.Category} \\| {rule.DefaultSeverity} \\| {title}$", releases);
            Assert.Matches($"(?m)^#### {rule.Id} {title}$", readme);
            Assert.Contains(found, line => line.StartsWith($"// {rule.Id} ", StringComparison.Ordinal));
            Assert.Equal($"generators/PromptGen.Analyzers/README.md#{Anchor($"{rule.Id} {rule.Title}")}", rule.HelpLinkUri);
        });
        Assert.Equal(UsageRules.All.Count, Regex.Count(readme, "(?m)^#### PGEN"));
    }

    [Fact]
    public void Every_analyzer_is_found_and_every_rule_is_one_of_theirs() => Assert.Equal(
        UsageRules.All.Select(rule => rule.Id),
        Usage.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Order(StringComparer.Ordinal));

    // As a page of Markdown names its headings.
    private static string Anchor(string heading) => Regex.Replace(heading.ToLowerInvariant(), "[^a-z0-9 -]", "").Replace(' ', '-');
}
