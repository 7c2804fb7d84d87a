using PromptGen.Cli.Tasks;
using PromptGen.Cli.Terminal;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Answering;

/// <summary>Counts over all texts of one <c>promptgen predict</c> what a user should know of them: each note is printed once, at the end.</summary>
internal sealed class PredictionNotes
{
    private readonly Dictionary<OpenAdapter, RowNotes> notes = [];

    public void Add(OpenAdapter adapter, IReadOnlyList<(string Text, TokenizedText Row)> rows)
    {
        if (!notes.TryGetValue(adapter, out var own)) notes.Add(adapter, own = new RowNotes(adapter.Tokenizer));
        foreach (var (text, row) in rows) own.Add(text, row);
    }

    /// <summary>Prints what there is to say.</summary>
    /// <param name="writer">Not standard output, where predictions go.</param>
    public void Print(NoteWriter writer)
    {
        foreach (var (adapter, own) in notes)
            foreach (var note in own.Notes(adapter.MaxTokens)) writer.Say("note", $"{note}{(notes.Count > 1 ? $" (for {adapter.Name})" : "")}");
    }
}
