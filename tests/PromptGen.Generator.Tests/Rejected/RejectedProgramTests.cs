namespace PromptGen.Generator.Tests.Rejected;

/// <summary>
/// Wrong programs do not compile (house.md §2), and not because of something else: each has a twin that differs from it in the one
/// wrong place and compiles.
/// </summary>
public class RejectedProgramTests
{
    public static TheoryData<string> Names => [.. RejectedProgram.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_program_has_exactly_the_error_that_its_first_line_says(string name)
    {
        var wrong = RejectedProgram.Wrong(name);
        var errors = wrong.Errors;

        Assert.True(errors is [var only] && only == wrong.FirstLine, $"{errors.Length} errors:\n{string.Join("\n", errors)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_twin_compiles_without_a_warning(string name) => Assert.Empty(RejectedProgram.Right(name).Errors);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_twins_differ_in_that_one_place(string name)
    {
        var right = RejectedProgram.Right(name);
        string[] wrongTokens = RejectedProgram.Wrong(name).Tokens, rightTokens = right.Tokens;

        var shorter = Math.Min(wrongTokens.Length, rightTokens.Length);
        var before = Enumerable.Range(0, shorter).TakeWhile(i => wrongTokens[i] == rightTokens[i]).Count();
        var after = Enumerable.Range(1, shorter - before).TakeWhile(i => wrongTokens[^i] == rightTokens[^i]).Count();

        var (wrongPart, rightPart) = (wrongTokens[before..^after], rightTokens[before..^after]);
        Assert.Equal(right.Difference, (Joined(wrongPart), Joined(rightPart)));
        Assert.InRange(Math.Max(wrongPart.Length, rightPart.Length), 1, 3);
    }

    [Fact]
    public void Every_file_of_the_folder_is_one_of_a_pair() => Assert.Equal(
        RejectedProgram.Names.SelectMany(name => new[] { $"{name}.Right.cs", $"{name}.cs" }).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(RejectedProgram.Folder, "*.cs")
            .Select(path => Path.GetFileName(path)).Where(file => !file.StartsWith(nameof(RejectedProgram), StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    // As the first line of a twin writes it: a space only between words and after a comma.
    private static string Joined(string[] tokens) => string.Concat(tokens.Select((token, i) =>
        i > 0 && (tokens[i - 1] == "," || (char.IsLetter(token[0]) && char.IsLetter(tokens[i - 1][^1]))) ? " " + token : token));
}
