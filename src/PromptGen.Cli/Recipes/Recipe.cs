using System.CommandLine;
using System.CommandLine.Parsing;
using PromptGen.Files;
using PromptGen.Cli.Commands;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Reading;

namespace PromptGen.Cli.Recipes;

/// <summary>
/// A command's options in a JSON file: each property is an option, in camel case (<c>learningRate</c> for <c>--learning-rate</c>), so there is one
/// description of what may be said and one check of it. Paths are relative to the file. What the command line says itself goes before.
/// </summary>
/// <param name="command">Whose options they are.</param>
/// <param name="left">Options that belong to one run on one machine, and not into a recipe.</param>
internal sealed class Recipe(Command command, params IEnumerable<Option> left)
{
    /// <summary>For readers; it sets nothing.</summary>
    private const string Description = "description";

    private readonly Dictionary<string, Option> options = command.Options
        .Except(left).Where(option => option is not System.CommandLine.Help.HelpOption).ToDictionary(NameOf, StringComparer.Ordinal);

    private readonly Dictionary<string, Option> left = left.ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>The options of a recipe that the command line leaves open, as it would say them.</summary>
    /// <param name="path">The recipe.</param>
    /// <param name="given">The command line.</param>
    /// <exception cref="UserException">All that is wrong with the file, each at its line and column.</exception>
    public IReadOnlyList<string> Arguments(string path, ParseResult given)
    {
        var errors = new List<(Place Place, string Message)>();
        var arguments = new List<string>();
        foreach (var member in Members(path))
        {
            if (Option(member, errors) is not { } option) continue;
            var value = new RecipeValue(option, member.Value, Path.GetDirectoryName(Path.GetFullPath(path))!);
            var (own, error) = value.Arguments();
            if (error is null && own.Count > 0 && Refusal(option, own) is { } refusal) error = (member.Value.Place, refusal);
            if (error is not null) errors.Add(error.Value);
            else if (given.GetResult(option) is null or { Implicit: true }) arguments.AddRange(own);
        }
        return errors.Count == 0 ? arguments : throw Wrong(errors);
    }

    private static IReadOnlyList<JsonMember> Members(string path)
    {
        var findings = new Findings();
        var root = JsonReader.Read(path, RegularFile.ReadText(path, UserFile.Recipe), findings);
        if (findings.HasErrors) throw Wrong([.. findings.ToArray().Select(finding => (finding.Place, finding.ToDiagnostic().GetMessage(null)))]);
        return root!.Kind == JsonKind.Object ? root.Members : throw Wrong([(root.Place, $"found {root.Description}; expected an object of options, such as {{ \"model\": \"...\", \"train\": \"...\" }}")]);
    }

    private Option? Option(JsonMember member, List<(Place Place, string Message)> errors)
    {
        if (options.TryGetValue(member.Name, out var option)) return option;
        if (member.Name == Description)
        {
            if (member.Value.Kind != JsonKind.String) errors.Add((member.Value.Place, $"found {member.Value.Description}; expected a text"));
        }
        else
        {
            errors.Add((member.NamePlace, left.TryGetValue(member.Name, out var other)
                ? $"'{member.Name}' belongs to one run and not into a recipe; use {other.Name} on the command line"
                : $"'{member.Name}' is not an option of {command.Name}; {Suggestion.For(member.Name, options.Keys.Append(Description).Order(StringComparer.Ordinal), "use", "")}"));
        }
        return null;
    }

    /// <summary>What the command line would answer to an option.</summary>
    private string? Refusal(Option option, IReadOnlyList<string> arguments) => CommandTree.Parse(command, arguments).Errors
        .FirstOrDefault(error => error.SymbolResult is OptionResult result && result.Option == option || error.SymbolResult is ArgumentResult { Parent: OptionResult parent } && parent.Option == option)?.Message.TrimEnd('.');

    private static UserException Wrong(IReadOnlyList<(Place Place, string Message)> errors) => new([.. errors.Select(error =>
        $"{error.Place.File}({error.Place.Line + 1},{error.Place.Column + 1}): {error.Message}{(error.Message.EndsWith('?') ? "" : ".")}")]);

    private static string NameOf(Option option) => string.Concat(option.Name.TrimStart('-').Split('-').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
