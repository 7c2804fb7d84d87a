using System.CommandLine;
using PromptGen.Tasks;

namespace PromptGen.Cli.Commands;

/// <summary>The options that say how a file holds examples.</summary>
internal sealed class ColumnOptions
{
    public const string Formats = "JSON lines (.jsonl), CSV (.csv), TSV (.tsv), Parquet (.parquet), or lines of 'label text'";

    /// <summary>Tasks that bring their own columns, by name.</summary>
    private static readonly Dictionary<string, TextColumns> Tasks = new(StringComparer.Ordinal)
    {
        ["rte"] = SuperGlue.Rte,
        ["cb"] = SuperGlue.Cb,
        ["boolq"] = SuperGlue.BoolQ,
        ["wic"] = SuperGlue.Wic(WicTemplate.Question),
        ["wic-pair"] = SuperGlue.Wic(WicTemplate.WordBeforeSentences),
    };

    private readonly Option<string?> task = new("--task")
    {
        Description = "Columns and texts of a SuperGLUE task, instead of the keys below. wic asks a question about both sentences; wic-pair writes the word before each.",
        HelpName = string.Join('|', Tasks.Keys),
    };

    private readonly Option<TextFormat?> format = new("--format") { Description = "How the files hold examples, if the ends of their names do not say." };

    private readonly Option<string> text = new("--text-key") { Description = "The text's key or column; in CSV and TSV its number will do, from 1.", DefaultValueFactory = _ => "text", HelpName = "key" };

    private readonly Option<string?> pair = new("--pair-key") { Description = "The second text's key or column; if not given, text_pair where there is one.", HelpName = "key" };

    private readonly Option<string?> label = new("--label-key") { Description = "The label's key or column; if not given, label where there is one.", HelpName = "key" };

    private readonly Option<bool> noHeader = new("--no-header") { Description = "The first line of CSV and TSV is an example already; columns are named by number." };

    private readonly Option<char?> delimiter = new("--delimiter") { Description = "What separates fields in CSV and TSV, if no comma and no tab.", HelpName = "character" };

    private readonly Option<bool?> quotes = new("--quotes") { Description = "Whether double quotes enclose fields; if not given, in CSV they do, in TSV they do not." };

    public ColumnOptions() => task.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<string?>() is { } name && !Tasks.ContainsKey(name))
            result.AddError($"--task {name}: is none of {string.Join(", ", Tasks.Keys)}.");
    });

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { task, format, text, pair, label, noHeader, delimiter, quotes }) command.Options.Add(option);
    }

    public ReadingOptions Of(ParseResult result) => new()
    {
        Columns = result.GetValue(task) is { } name ? Tasks[name] : new TextColumns(result.GetRequiredValue(text), result.GetValue(pair), result.GetValue(label)),
        Format = result.GetValue(format),
        Header = !result.GetValue(noHeader),
        Delimiter = result.GetValue(delimiter),
        Quotes = result.GetValue(quotes),
    };
}
