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

    /// <summary>Says how many of some rows lack their end; not on standard output, where predictions go.</summary>
    public void SayCut(IReadOnlyList<TokenizedText> rows)
    {
        var cut = rows.Count(row => row.IsTruncated);
        if (cut > 0) All.Notes.Say("note", $"{cut} of {rows.Count} texts were cut to {MaxTokens} tokens{(All.Adapters.Count > 1 ? $" for {Name}" : "")}");
    }
}
