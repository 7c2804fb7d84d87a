using PromptGen.Tasks.Reading;

namespace PromptGen.Tasks;

/// <summary>The columns of WiC, which become one text or two by a template.</summary>
internal sealed record WicColumns(WicTemplate Template) : TextColumns("sentence1", "sentence2")
{
    private const string Word = "word";

    internal override IEnumerable<string> Required => base.Required.Append(Word);

    private protected override (string Text, string? Pair) Texts(Record record)
    {
        var (word, first, second) = (record.Text(Word), record.Text(Text), record.Text(Pair!));
        return Template switch
        {
            WicTemplate.Question => ($"{first} {second} Does {word} have the same meaning in both sentences?", null),
            WicTemplate.WordBeforeSentences => ($"{word}: {first}", $"{word}: {second}"),
            _ => throw new ArgumentOutOfRangeException(nameof(Template), Template, "There is no such template."),
        };
    }
}
