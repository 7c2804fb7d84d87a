using System.CommandLine;
using PromptGen.Tasks;

namespace PromptGen.Cli.Commands;

/// <summary>The options that say under which keys JSON lines hold an example.</summary>
internal sealed class ColumnOptions
{
    public Option<string> Text { get; } = new("--text-key") { Description = "The text's key in JSON lines.", DefaultValueFactory = _ => "text", HelpName = "key" };

    public Option<string?> Pair { get; } = new("--pair-key") { Description = "The second text's key in JSON lines; if not given, text_pair where a line has it.", HelpName = "key" };

    public Option<string?> Label { get; } = new("--label-key") { Description = "The label's key in JSON lines; if not given, label where a line has it.", HelpName = "key" };

    public TextColumns Of(ParseResult result) => new(result.GetRequiredValue(Text), result.GetValue(Pair), result.GetValue(Label));
}
