using System;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>pooler</c>, and <c>heads</c>: by task, the published forms, the usual one first.</summary>
internal static class HeadReader
{
    public static readonly Noun PoolerNoun = new("pooler", "a pooler", "token", "dense", "activation");
    public static readonly Noun FormNoun = new("headForm", "a form of a head", "input", "inputDropout", "dense", "activation", "norm", "output", "tied");
    public static readonly Noun TiedNoun = new("tiedOutput", "a tied output", "table", "bias");

    public static Pooler? ReadPooler(JsonNode? node, SchemaScope scope)
    {
        if (node is null || PoolerNoun.Read(node, "pooler", scope.Findings) is not { } pooler) return null;
        return new Pooler(
            Words.PooledTokens.Read(pooler.Required("token"), "token", scope.Findings),
            PartReader.ReadLinear(pooler.Required("dense"), "dense", scope),
            OptionReader.ReadActivation(pooler.Required("activation"), "activation", scope),
            pooler.Place);
    }

    public static EquatableArray<HeadForm> ReadForms(JsonNode? node, bool hasPooler, EquatableArray<EmbeddingTable> tables, SchemaScope scope)
    {
        var tasks = scope.Map(node, "heads", "an object of tasks");
        return tasks.SelectMany(task =>
        {
            var known = Words.HeadTasks.TryRead(task.Name, task.NamePlace, scope.Findings, out var meaning);
            return scope.Map(task.Value, task.Name, "an object of forms")
                .Select(form => ReadForm(meaning, form, hasPooler, tables, scope))
                .OfType<HeadForm>()
                .Where(_ => known)
                .ToList();
        }).ToEquatable();
    }

    private static HeadForm? ReadForm(HeadTask task, JsonMember member, bool hasPooler, EquatableArray<EmbeddingTable> tables, SchemaScope scope)
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "a form of a head");
        if (FormNoun.Read(member.Value, member.Name, scope.Findings) is not { } form) return null;
        var inputNode = form.Required("input");
        var input = OptionReader.ReadChoice(inputNode, "input", OptionKind.HeadInput, scope,
            node => node is null ? HeadInput.Tokens : Words.HeadInputs.Read(node, "input", scope.Findings));
        if (inputNode is { Kind: JsonKind.String, Text: "pooled" } && !hasPooler)
            scope.Findings.Add(Rules.PartNeeded, inputNode.Place, "A head that reads 'pooled'", "a 'pooler'", "read 'firstToken', or remove the form");

        var dense = form.Optional("dense");
        var activation = form.Optional("activation");
        if (dense is not null && activation is null)
            scope.Findings.Add(Rules.PartNeeded, dense.Place, "A dense layer of a head", "an 'activation'", "add it beside 'dense'");
        foreach (var (part, what) in new[] { (activation, "An activation"), (form.Optional("norm"), "A norm"), (form.Optional("inputDropout"), "Dropout before the dense layer") })
            if (part is not null && dense is null)
                scope.Findings.Add(Rules.PartNeeded, part.Place, $"{what} of a head", "a 'dense' layer", "add it, or remove this");
        var tied = form.Optional("tied");
        if (tied is not null && form.Optional("output") is { } beside)
            scope.Findings.Add(Rules.WrongType, beside.Place, "output", "beside 'tied'", "an output of its own, or one that is tied");
        if (task == HeadTask.LanguageModel && tied is null)
            scope.Findings.Add(Rules.PartNeeded, member.NamePlace, "A language model", "a 'tied' output", "score words by the table of words");
        return new HeadForm(
            task,
            member.Name,
            input,
            scope.OptionalRate(form.Optional("inputDropout"), "inputDropout"),
            dense is null ? null : Absolute(PartReader.ReadLinear(dense, "dense", scope), scope),
            activation is null ? null : OptionReader.ReadActivation(activation, "activation", scope),
            form.Optional("norm") is { } norm && PartReader.ReadNorm(norm, "norm", scope) is { } read ? Absolute(read, scope) : null,
            tied is null ? Absolute(PartReader.ReadLinear(form.Required("output"), "output", scope), scope) : null,
            tied is null ? null : ReadTied(tied, tables, scope),
            member.NamePlace);
    }

    private static TiedOutput? ReadTied(JsonNode node, EquatableArray<EmbeddingTable> tables, SchemaScope scope)
    {
        if (TiedNoun.Read(node, "tied", scope.Findings) is not { } tied) return null;
        var table = scope.Text(tied.Required("table"), "table");
        var words = tables.Where(known => known.Index == TableIndex.Ids).Select(known => known.Name).ToList();
        if (table.Length > 0 && !words.Contains(table))
            scope.Findings.Add(Rules.UnknownReference, tied.Optional("table")!.Place, table, "a table indexed by ids", Suggestion.For(table, words, "there is", "there is none"));
        var bias = tied.Optional("bias");
        var path = bias is null ? null : PathReader.Read(bias, "bias", scope);
        if (path is { Length: > 0 }) CheckAbsolute(path, bias!.Place, scope);
        return new TiedOutput(table, path, tied.Place);
    }

    private static Linear Absolute(Linear linear, SchemaScope scope)
    {
        CheckAbsolute(linear.From, linear.At.Place, scope);
        return linear;
    }

    private static Norm Absolute(Norm norm, SchemaScope scope)
    {
        if (norm.Kind != NormKind.Layer) scope.Findings.Add(Rules.WrongType, norm.At.Place, "norm", "of another kind than 'layer'", "a layer norm, the only one that heads have");
        CheckAbsolute(norm.From, norm.At.Place, scope);
        return norm;
    }

    private static void CheckAbsolute(string path, Place place, SchemaScope scope)
    {
        if (path.Length > 0 && !path.StartsWith("/", StringComparison.Ordinal)) scope.Findings.Add(Rules.RelativeHeadPath, place, path);
    }
}
