using System.CommandLine;

namespace PromptGen.Cli.Parsing;

/// <summary>Options that name a file, or a standard stream as <c>-</c>.</summary>
internal static class PathOrStream
{
    /// <summary>Makes an empty value an error of usage.</summary>
    public static void NotEmpty(Option<string> option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Any(token => token.Value.Length == 0)) result.AddError($"{option.Name}: is empty; expected a path, or -.");
    });
}
