using PromptGen.Predictions;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>An adapter that is open beside others.</summary>
/// <param name="All">It and the others.</param>
/// <param name="Name">What answers call it.</param>
/// <param name="Task">What it does.</param>
/// <param name="Labels">The names of its head's outputs.</param>
/// <param name="Tokenizer">The checkpoint's.</param>
/// <param name="MaxTokens">Of a row.</param>
internal sealed record OpenAdapter(IOpenAdapters All, string Name, CommandTask Task, IReadOnlyList<string> Labels, TextTokenizer Tokenizer, int MaxTokens)
{
    /// <returns>One for each row, in order.</returns>
    public IReadOnlyList<Answer> Predict(IReadOnlyList<TokenizedText> rows) => All.Predict([.. rows.Select(row => new PredictionRequest(Name, row))]);

    private int texts, cut;

    /// <summary>Counts rows, and those of them that lack their end.</summary>
    public void CountCut(IReadOnlyList<TokenizedText> rows)
    {
        texts += rows.Count;
        cut += rows.Count(row => row.IsTruncated);
    }

    /// <summary>Says how many of the rows that were counted lack their end; not on standard output, where predictions go.</summary>
    public void SayCut()
    {
        if (cut > 0) All.Notes.Say("note", $"{cut} of {texts} texts were cut to {MaxTokens} tokens{(All.Adapters.Count > 1 ? $" for {Name}" : "")}");
    }
}
