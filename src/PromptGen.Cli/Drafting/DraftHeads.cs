using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PromptGen.Cli.Drafting;

/// <summary>Drafts <c>heads</c>: the one that the checkpoint holds, and linear ones for the other tasks.</summary>
internal sealed partial class DraftHeads(SchemaDraft draft, ConfigKeys config, DraftParts parts)
{
    private const string Classifier = "classifier", Answers = "qa_outputs";

    /// <summary>Takes what it uses out of <paramref name="left"/>.</summary>
    /// <param name="left">Modules outside of the layers, of the embeddings and of the pooler.</param>
    /// <param name="width">Of the layers.</param>
    /// <param name="hasPooler">Whether the encoder has a pooler.</param>
    public JsonObject Of(List<StoredModule> left, long width, bool hasPooler)
    {
        var (output, dense, norm) = Take(left, width);
        var task = output is null ? "" : Task(output);
        var (rows, tokens) = (hasPooler ? "pooled" : "firstToken", "tokens");
        var heads = new JsonObject
        {
            ["sequenceClassification"] = task == "sequenceClassification" ? Stored(output!, dense, norm, hasPooler) : Linear(rows, Classifier),
            ["tokenClassification"] = task == "tokenClassification" ? Stored(output!, dense, norm, hasPooler) : Linear(tokens, dense is null && task == "sequenceClassification" ? output!.Path : Classifier),
            ["questionAnswering"] = task == "questionAnswering" ? Stored(output!, dense, norm, hasPooler) : Linear(tokens, Answers),
        };
        if (output is null) draft.Assume("heads", "the checkpoint holds none that is known; linear ones, as most checkpoints have them, were written");
        return heads;
    }

    /// <summary>The stored head alone; null: there is none, or it is known.</summary>
    /// <param name="left">Modules that are no weights of the encoder.</param>
    /// <param name="width">Of the layers.</param>
    /// <param name="hasPooler">Whether the encoder has a pooler.</param>
    /// <param name="known">The tensors of each head that the schema has.</param>
    public JsonObject? OfStored(List<StoredModule> left, long width, bool hasPooler, IReadOnlyList<IReadOnlyList<string>> known)
    {
        var (output, dense, norm) = Take(left, width);
        if (output is null) return null;
        var names = new[] { output, dense, norm }.OfType<StoredModule>()
            .SelectMany(module => module.HasBias ? new[] { $"{module.Path}.weight", $"{module.Path}.bias" } : [$"{module.Path}.weight"]).ToHashSet();
        return known.Any(names.SetEquals) ? null : new JsonObject { [Task(output)] = Stored(output, dense, norm, hasPooler) };
    }

    private (StoredModule? Output, StoredModule? Dense, StoredModule? Norm) Take(List<StoredModule> left, long width)
    {
        var output = OutputNames().Select(names => left.Take(module => IsOutput(module, width) && names.IsMatch(module.Path))).FirstOrDefault(module => module is not null);
        var dense = output is null ? null : left.Take(module => module.IsLinear(width, width) && DenseNames().IsMatch(module.Path) && !OfWords().IsMatch(module.Path));
        var norm = dense is null ? null : left.Take(module => module.IsNorm && module.Weight[0] == width && module.Path.Split('.')[0] == dense.Path.Split('.')[0]);
        return (output, dense, norm);
    }

    /// <summary>The head that is stored.</summary>
    private JsonObject Stored(StoredModule output, StoredModule? dense, StoredModule? norm, bool hasPooler)
    {
        var task = Task(output);
        var form = new JsonObject { ["input"] = Input(task, output, dense, hasPooler) };
        var name = dense is not null ? "dense" : form["input"] is JsonValue { } said && said.ToString() == "pooled" ? "pooled" : "linear";
        if (dense is not null)
        {
            var activation = Activation(dense);
            form["dense"] = DraftParts.Linear(dense, $"/{dense.Path}");
            form["activation"] = activation;
            if (norm is not null) form["norm"] = parts.Norm(norm, $"heads.{task}.dense.norm", $"/{norm.Path}");
            draft.Assume($"heads.{task}.dense", $"'{dense.Path}'{(norm is null ? "" : $", '{norm.Path}'")} and '{output.Path}' were taken for the head; '{activation}' between them");
        }
        form["output"] = DraftParts.Linear(output, $"/{output.Path}");
        draft.Assume($"heads.{task}.{name}.input", $"{(form["input"] is JsonValue word ? $"'{word}'" : "an option")} was written; names and shapes do not tell what the head reads");
        return new JsonObject { [name] = form };
    }

    private static JsonObject Linear(string input, string path) => new()
    {
        [input == "pooled" ? "pooled" : "linear"] = new JsonObject { ["input"] = input, ["output"] = new JsonObject { ["from"] = $"/{path}" } },
    };

    private string Task(StoredModule output) =>
        output.Path.EndsWith(Answers, StringComparison.Ordinal) || config.IsFor("QuestionAnswering") ? "questionAnswering"
        : config.IsFor("TokenClassification") ? "tokenClassification"
        : "sequenceClassification";

    private JsonNode Input(string task, StoredModule output, StoredModule? dense, bool hasPooler)
    {
        if (task != "sequenceClassification") return "tokens";
        if (config.Text("pooledToken") is "cls" or "mean")
        {
            draft.Of("options")["pooledToken"] = new JsonObject
            {
                ["config"] = config.Key("pooledToken"),
                ["kind"] = "headInput",
                ["values"] = new JsonObject { ["cls"] = "firstToken", ["mean"] = "meanOfTokens" },
            };
            return new JsonObject { ["option"] = "pooledToken" };
        }
        // transformers names the output of its decoders that classify so.
        if (dense is null && IsScore(output)) return "lastToken";
        return dense is null && hasPooler ? "pooled" : "firstToken";
    }

    private string Activation(StoredModule dense) =>
        dense.Path.Contains("pre_classifier", StringComparison.Ordinal) ? "relu"
        : dense.Path.StartsWith("head.", StringComparison.Ordinal) || dense.Path.StartsWith("pooler.", StringComparison.Ordinal) || config.ModelType == "electra" ? "gelu"
        : "tanh";

    /// <summary>Whether a module is named as the output of transformers' decoders that classify is.</summary>
    public static bool IsScore(StoredModule module) => module.Path.Split('.')[^1] == "score";

    /// <summary>The path of a head that lies in the backbone, by its name, up to the segment that says so; null: it is none.</summary>
    public static string? HeadWithin(string path) => HeadNames().Match(path) is { Success: true } found ? path[..(found.Index + found.Length)] : null;

    // A row for each label, never one for each word.
    private bool IsOutput(StoredModule module, long width) =>
        module.Weight is [var rows, var columns] && columns == width && rows != config.Number("vocabSize") && !OfWords().IsMatch(module.Path);

    private static Regex[] OutputNames() => [Ending(), Single()];

    [GeneratedRegex(@"(^|\.)(qa_outputs|out_proj|logits_proj|linear_out|score)$")]
    private static partial Regex Ending();

    [GeneratedRegex(@"^(classifier|classification_head|head|fc|output|classifier\.output)$")]
    private static partial Regex Single();

    [GeneratedRegex(@"(^|[._])(dense|pre_classifier|summary|linear_hidden|hidden|pooler)([._]|$)")]
    private static partial Regex DenseNames();

    [GeneratedRegex(@"^.*?(^|\.)(lm_head|mlm_head|nsp_head|contact_head|predictions|generator_predictions)(?=\.|$)")]
    private static partial Regex HeadNames();

    [GeneratedRegex("lm_head|predictions|generator|decoder|vocab|mlm|seq_relationship|contact_head")]
    private static partial Regex OfWords();
}
