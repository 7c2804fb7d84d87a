using System.CommandLine.Parsing;
using PromptGen.Cli.Terminal;

namespace PromptGen.Cli.Training;

/// <summary>The command line that was given, to be printed again with other values for some options.</summary>
/// <param name="tokens">The words as they were given, those that a recipe brought among them.</param>
internal sealed class RepeatedCommand(IReadOnlyList<Token> tokens)
{
    /// <summary>The same command with other values.</summary>
    /// <param name="options">Options and what stands behind each; null: the option is left out.</param>
    /// <returns>As a shell takes it.</returns>
    public string With(IReadOnlyDictionary<string, string[]?> options)
    {
        var words = new List<string>();
        var dropped = false;
        foreach (var token in tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type != TokenType.Argument) dropped = options.ContainsKey(token.Value);
            if (!dropped) words.Add(token.Value);
        }
        foreach (var (option, values) in options)
            if (values is not null) words.AddRange([option, .. values]);
        words.AddRange(tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value));
        return $"{Invocation.Command} {string.Join(' ', words.Select(ShownPath.Word))}";
    }
}
