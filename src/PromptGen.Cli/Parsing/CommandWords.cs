using System.CommandLine;
using PromptGen.Generator.Reading;

namespace PromptGen.Cli.Parsing;

/// <summary>
/// Decides which words of a command line are options and which are values, before System.CommandLine reads them: it would take a value that looks like
/// an option for one, and a stranger's text behind <c>--text</c> could then set <c>--output</c>. The word behind an option is its value, whatever it
/// looks like. Of options with several values, the words that follow are values too, up to the first that begins with two dashes.
/// </summary>
internal sealed class CommandWords
{
    private const string End = "--";

    private readonly IReadOnlyList<string> words;
    private readonly List<string> bound = [];
    private readonly List<Command> path;
    private int next;

    private CommandWords(Command root, IReadOnlyList<string> words) => (path, this.words) = ([root], words);

    /// <summary>The words, each value tied to its option as <c>--option=value</c>.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="words">As the shell gave them.</param>
    /// <exception cref="UsageException">A word is neither a known option nor in a place for a value.</exception>
    public static IReadOnlyList<string> Bind(Command root, IReadOnlyList<string> words) => new CommandWords(root, words).Bind();

    /// <summary>An option and its value as System.CommandLine reads them without a doubt.</summary>
    public static IEnumerable<string> Tied(string option, string value) => value.Length > 0 ? [$"{option}={value}"] : [option, value];

    private IReadOnlyList<string> Bind()
    {
        while (next < words.Count)
        {
            var word = words[next++];
            if (word == End)
            {
                bound.AddRange([word, .. words.Skip(next)]);
                break;
            }
            if (LooksLikeOption(word)) BindOption(word);
            else BindOther(word);
        }
        return bound;
    }

    private Command Current => path[^1];

    private string Name => string.Join(' ', path.Select(command => command.Name));

    private IEnumerable<Option> Known => Current.Options.Concat(path.SkipLast(1).SelectMany(command => command.Options.Where(option => option.Recursive)));

    private Option? Find(string name) => Known.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-';

    private void BindOther(string word)
    {
        if (Current.Subcommands.Count > 0)
        {
            path.Add(Current.Subcommands.FirstOrDefault(command => command.Name == word) ?? throw Wrong(
                $"{word}: is not a command; {Suggestion.For(word, Current.Subcommands.Select(command => command.Name), "expected", "")}"));
        }
        else if (Current.Arguments.Count == 0)
        {
            throw Wrong($"{word}: is in no option's place; {Name} takes options only");
        }
        bound.Add(word);
    }

    private void BindOption(string word)
    {
        var (name, value) = word.Split('=', 2) is [var before, var after] ? (before, after) : (word, null);
        if (Find(name) is not { } option)
        {
            throw Wrong($"{name}: is not an option of {Name}; "
                + Suggestion.For(name, Known.Where(known => !known.Hidden).Select(known => known.Name).Order(StringComparer.Ordinal), "the options are", ""));
        }
        if (option.Arity.MaximumNumberOfValues == 0)
        {
            if (value is not null) throw Wrong($"{name}: takes no value");
            bound.Add(name);
        }
        else if (Values.One(option.ValueType) == typeof(bool))
        {
            if (value is null && next < words.Count && bool.TryParse(words[next], out _)) value = words[next++];
            if (value is not null && !bool.TryParse(value, out _)) throw Wrong($"{name} {value}: is neither true nor false");
            bound.Add(value is null ? name : $"{name}={value}");
        }
        else
        {
            BindValues(option, name, value);
        }
    }

    private void BindValues(Option option, string name, string? value)
    {
        if (value is null)
        {
            if (next == words.Count) throw Wrong($"{name}: needs a value behind it");
            value = words[next++];
            if (IsForgotten(option, value)) throw Wrong($"{name}: needs a value; behind it is the option {value} (write {name}={value} if you mean it)");
        }
        bound.AddRange(Tied(name, value));
        if (!option.AllowMultipleArgumentsPerToken) return;
        while (next < words.Count && !words[next].StartsWith(End, StringComparison.Ordinal)) bound.AddRange(Tied(name, words[next++]));
    }

    /// <summary>Whether somebody forgot the value: the word is an option, and this one takes no texts, which may look like anything.</summary>
    private bool IsForgotten(Option option, string value) =>
        Values.One(option.ValueType) != typeof(string) && LooksLikeOption(value) && Find(value.Split('=', 2)[0]) is not null;

    private UsageException Wrong(string message) => new(message + (message.EndsWith('?') ? "" : "."), Name);
}
