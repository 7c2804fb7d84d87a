using System.CommandLine;
using PromptGen.Cli.Tasks;
using PromptGen.Cli.Training;

namespace PromptGen.Cli.Commands;

/// <summary>The options that say which task examples are of, and how a file holds them.</summary>
internal sealed class DataOptions
{
    public const string Formats = "JSON lines (.jsonl), CSV (.csv), TSV (.tsv), Parquet (.parquet), or lines of 'label text'; of words CoNLL columns, CoNLL-U (.conllu)";

    private readonly Option<string?> task;

    private readonly Option<DataFormat?> format = new("--format") { Description = "How the files hold examples, if the ends of their names do not say." };

    private readonly Option<string?> text = new("--text-key") { Description = "The key or column of the text (if not given, text) or of the words (tokens; the first column, of CoNLL-U the second); in CSV, TSV and columns its number, from 1.", HelpName = "key" };

    private readonly Option<string?> pair = new("--pair-key") { Description = "The second text's key or column; if not given, text_pair where there is one.", HelpName = "key" };

    private readonly Option<string?> label = new("--label-key") { Description = "The label's key or column; if not given, label where there is one; of words ner_tags, or the last column (of CoNLL-U the fourth).", HelpName = "key" };

    private readonly Option<string?> comment = new("--comment") { Description = "What begins a line of columns that is a comment, such as '# '; if not given, # in CoNLL-U, and nothing else, since a hash may begin a word.", HelpName = "text" };

    private readonly Option<char> labelSeparator = new("--label-separator") { Description = "What stands between several labels in one text.", DefaultValueFactory = _ => ',', HelpName = "character" };

    private readonly Option<bool> noHeader = new("--no-header") { Description = "The first line of CSV and TSV is an example already; columns are named by number." };

    private readonly Option<char?> delimiter = new("--delimiter") { Description = "What separates fields, if no comma in CSV, no tab in TSV, no spaces in columns.", HelpName = "character" };

    private readonly Option<bool?> quotes = new("--quotes") { Description = "Whether double quotes enclose fields; if not given, in CSV they do, in TSV they do not." };

    /// <param name="ofAdapter">Whether an adapter says already what its task is.</param>
    public DataOptions(bool ofAdapter)
    {
        task = new Option<string?>("--task")
        {
            Description = (ofAdapter ? "What files of the adapter's task hold, if they are of a known data set. " : "What is learned; sequence-classification if not given. ")
                + "rte, cb, boolq, wic: sequence classification with the columns and texts of SuperGLUE's files; wic asks a question about both sentences, wic-pair writes the word before each.",
            HelpName = string.Join('|', CommandTask.All.Select(known => known.Name)),
        };
        comment.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is "") result.AddError("--comment: is empty; expected what begins comments, such as '#'.");
        });
        delimiter.Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: "\"" or "\r" or "\n" }]) result.AddError("--delimiter: is a quote or the end of a line; expected another character, such as ';'.");
        });
        task.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && CommandTask.All.All(known => known.Name != name))
                result.AddError($"--task {name}: is none of {string.Join(", ", CommandTask.All.Select(known => known.Name))}.");
        });
    }

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { task, format, text, pair, label, comment, labelSeparator, noHeader, delimiter, quotes }) command.Options.Add(option);
    }

    /// <summary>The name of the task; null: not given.</summary>
    public string? TaskOf(ParseResult result) => result.GetValue(task);

    public DataReading Of(ParseResult result) => new()
    {
        Format = result.GetValue(format),
        Text = result.GetValue(text),
        Pair = result.GetValue(pair),
        Label = result.GetValue(label),
        Comment = result.GetValue(comment),
        LabelSeparator = result.GetValue(labelSeparator),
        Header = !result.GetValue(noHeader),
        Delimiter = result.GetValue(delimiter),
        Quotes = result.GetValue(quotes),
    };
}
