using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PromptGen.CodeFixes;

namespace PromptGen.Generator.Tests.Rejected;

/// <summary>What an editor offers to write in place of what an analyzer marks, applied.</summary>
public class RejectedProgramFixTests
{
    private static readonly CodeFixProvider[] Fixes = [new ReplacementFix(), new UsingFix()];

    [Theory]
    [InlineData("BatchesOfNothing", "Write 1")]
    [InlineData("DepthBeyondPreset", "Write 12")]
    [InlineData("DepthOfNoLayer", "Write 1")]
    [InlineData("FrozenAfterUnfreeze", "Write trained")]
    [InlineData("HeadForFewerLabels", "Write 3")]
    [InlineData("HeadForMoreLabels", "Write 2")]
    [InlineData("LayerBeyondOwnPreset", "Write 1")]
    [InlineData("LayersInField", "Write 23")]
    [InlineData("LogitsOfEveryTurn", "Write 'using' before it")]
    [InlineData("PatienceOfNone", "Write 1")]
    [InlineData("PrefixWithoutSlots", "Write 1")]
    [InlineData("TrainingWithoutEpochs", "Write 1")]
    public async Task The_fixed_program_raises_nothing(string name, string title)
    {
        var wrong = RejectedProgram.Wrong(name);
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Project", LanguageNames.CSharp).AddDocument("Program.cs", wrong.Text);
        var fix = Assert.Single(await Offered(wrong, document));

        Assert.Equal(title, fix.Title);
        var applied = Assert.Single((await fix.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        var text = await applied.ChangedSolution.GetDocument(document.Id)!.GetTextAsync();
        Assert.Empty(wrong.With(text.ToString()).Errors);
    }

    [Fact]
    public async Task What_is_not_plain_has_no_fix()
    {
        foreach (var name in RejectedProgram.Names.Except(WithFix))
        {
            using var workspace = new AdhocWorkspace();
            var wrong = RejectedProgram.Wrong(name);
            Assert.Empty(await Offered(wrong, workspace.AddProject("Project", LanguageNames.CSharp).AddDocument("Program.cs", wrong.Text)));
        }
    }

    private static IEnumerable<string> WithFix => typeof(RejectedProgramFixTests).GetMethod(nameof(The_fixed_program_raises_nothing))!
        .GetCustomAttributesData().Where(data => data.AttributeType == typeof(InlineDataAttribute))
        .Select(data => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!);

    private static async Task<IReadOnlyList<CodeAction>> Offered(RejectedProgram wrong, Document document)
    {
        var offered = new List<CodeAction>();
        foreach (var found in wrong.Diagnostics)
        foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(found.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => offered.Add(action), CancellationToken.None));
        return offered;
    }
}
