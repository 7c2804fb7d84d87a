using System.Text.Json.Nodes;
using PromptGen.Cli.Tasks;
using PromptGen.Predictions;
using PromptGen.Tokenization;

namespace PromptGen.Cli.Answering;

/// <summary>The JSON lines that answer inputs: one for each input and adapter.</summary>
/// <param name="opened">The adapters.</param>
/// <param name="notes">Is told of every row.</param>
/// <param name="cancellation">Ends it between batches.</param>
internal sealed class AnswerLines(IOpenAdapters opened, PredictionNotes notes, CancellationToken cancellation)
{
    /// <summary>How many lines say why there is no answer.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>The answers of all adapters to some inputs, from one call to the pool.</summary>
    public IEnumerable<JsonObject> Of(IReadOnlyList<PredictionInput> inputs)
    {
        cancellation.ThrowIfCancellationRequested();
        var asked = inputs.SelectMany(input => opened.Adapters.Select(adapter => Asked(input, adapter))).ToList();
        foreach (var adapter in opened.Adapters)
            notes.Add(adapter, [.. asked.Where(line => line.Adapter == adapter).SelectMany(line => line.Rows.Select(row => (line.Input.AllText, row)))]);
        var answers = opened.Predict(
            [.. asked.Where(line => line.Problem is null).SelectMany(line => line.Rows.Select(row => new PredictionRequest(line.Adapter.Name, row)))], cancellation);
        var next = 0;
        foreach (var (input, adapter, rows, problem) in asked)
        {
            var line = input.ToJson();
            if (opened.Adapters.Count > 1) line["adapter"] = adapter.Name;
            if (problem is not null)
            {
                line["error"] = problem;
                ErrorCount++;
            }
            else
            {
                adapter.Task.Describe(line, adapter.Labels, input, rows, [.. answers.Skip(next).Take(rows.Count)]);
                if (rows.Any(row => row.IsTruncated)) line["truncated"] = true;
                next += rows.Count;
            }
            yield return line;
        }
    }

    private static (PredictionInput Input, OpenAdapter Adapter, IReadOnlyList<TokenizedText> Rows, string? Problem) Asked(PredictionInput input, OpenAdapter adapter)
    {
        var rows = adapter.Task.Rows(input, adapter.Tokenizer, adapter.MaxTokens);
        return (input, adapter, rows, rows.Select(adapter.Coverage.Problem).FirstOrDefault(problem => problem is not null));
    }
}
