using PromptGen.Adapters;
using PromptGen.Encoders;
using PromptGen.Predictions;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Tasks;

/// <summary>An adapter that is open beside others.</summary>
/// <param name="All">It and the others.</param>
/// <param name="Name">What answers call it.</param>
/// <param name="Task">What it does.</param>
/// <param name="Card">What it says of itself.</param>
/// <param name="Tokenizer">The checkpoint's.</param>
/// <param name="MaxTokens">Of a row.</param>
/// <param name="Coverage">Which tokens the encoder can read.</param>
internal sealed record OpenAdapter(
    IOpenAdapters All, string Name, CommandTask Task, AdapterCard Card, TextTokenizer Tokenizer, int MaxTokens, EmbeddingCoverage Coverage)
{
    /// <summary>The names of its head's outputs.</summary>
    public IReadOnlyList<string> Labels => Card.Labels;

    /// <returns>One for each row, in order.</returns>
    public IReadOnlyList<Answer> Predict(IReadOnlyList<TokenizedText> rows) => All.Predict([.. rows.Select(row => new PredictionRequest(Name, row))]);

    /// <summary>Refuses a single text where the adapter was trained on pairs, and a pair where it was trained on single texts.</summary>
    /// <param name="isPair">Whether there is a second text.</param>
    /// <param name="place">Where the text was given.</param>
    /// <param name="howToPair">What gives a second text there.</param>
    /// <exception cref="UserException">It is not what the adapter was trained on.</exception>
    public void CheckInput(bool isPair, string place, string howToPair)
    {
        if (Card.WhyNot(isPair) is { } why)
            throw new UserException($"{place}: the adapter {Name} {why}; {(isPair ? "leave the second text out" : $"give a second text for each text: {howToPair}")}.");
    }
}
