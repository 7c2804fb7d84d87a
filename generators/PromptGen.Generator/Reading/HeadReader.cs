using System;
using System.Collections.Generic;
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

    public static EquatableArray<HeadForm> ReadForms(JsonNode? node, HeadSurroundings around, SchemaScope scope)
    {
        var tasks = scope.Map(node, "heads", "an object of tasks");
        return tasks.SelectMany(task => Words.HeadTasks.TryRead(task.Name, task.NamePlace, scope.Findings, out var meaning)
            ? ReadForms(meaning, scope.Map(task.Value, task.Name, "an object of forms"), around, scope)
            : []).ToEquatable();
    }

    private static List<HeadForm> ReadForms(HeadTask task, IReadOnlyList<JsonMember> members, HeadSurroundings around, SchemaScope scope)
    {
        var forms = new List<HeadForm>();
        foreach (var form in members.Select(member => ReadForm(task, member, around, scope)).OfType<HeadForm>())
        {
            if (forms.FirstOrDefault(other => other with { Name = form.Name } == form) is { } same)
                scope.Findings.Add(Rules.SameForm, form.At.Place, form.Name, same.Name);
            forms.Add(form);
        }
        return forms;
    }

    private static HeadForm? ReadForm(HeadTask task, JsonMember member, HeadSurroundings around, SchemaScope scope)
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "a form of a head");
        if (FormNoun.Read(member.Value, member.Name, scope.Findings) is not { } form) return null;
        var inputNode = form.Required("input");
        var input = OptionReader.ReadChoice(inputNode, "input", OptionKind.HeadInput, scope,
            node => node is null ? HeadInput.Tokens : Words.HeadInputs.Read(node, "input", scope.Findings));
        if (inputNode is not null) CheckInput(task, input, inputNode.Place, around, scope);

        var dense = form.Optional("dense");
        var activation = form.Optional("activation");
        if (dense is not null && activation is null)
            scope.Findings.Add(Rules.PartNeeded, dense.Place, "A dense layer of a head", "an 'activation'", "add it beside 'dense'");
        foreach (var (part, what) in new[] { (activation, "An activation"), (form.Optional("norm"), "A norm"), (form.Optional("inputDropout"), "Dropout before the dense layer") })
            if (part is not null && dense is null)
                scope.Findings.Add(Rules.PartNeeded, part.Place, $"{what} of a head", "a 'dense' layer", "add it, or remove this");
        var tied = form.Optional("tied");
        if (tied is not null) scope.Exclude(form, "'tied'", "an output of its own, or one that is tied", "output");
        if (task == HeadTask.LanguageModel && tied is null) Misfit(member.NamePlace, "no 'tied' output", "score words by the table of words");
        if (task != HeadTask.LanguageModel && tied is not null) Misfit(tied.Place, "a 'tied' output", "only a 'languageModel' scores words, so give it an 'output'");
        var output = tied is null ? Absolute(PartReader.ReadLinear(form.Required("output"), "output", scope), scope) : null;
        return new HeadForm(
            task,
            member.Name,
            input,
            scope.OptionalRate(form.Optional("inputDropout"), "inputDropout"),
            dense is null ? null : Absolute(PartReader.ReadLinear(dense, "dense", scope), scope),
            activation is null ? null : OptionReader.ReadActivation(activation, "activation", scope),
            form.Optional("norm") is { } norm && PartReader.ReadNorm(norm, "norm", scope) is { } read ? Absolute(read, scope) : null,
            output,
            tied is null ? null : ReadTied(tied, around.Tables, scope),
            member.NamePlace);

        void Misfit(Place place, string what, string right) => scope.Findings.Add(Rules.HeadMisfit, place, Words.HeadTasks.Of(task), what, right);
    }

    private static void CheckInput(HeadTask task, Choice<HeadInput> input, Place place, HeadSurroundings around, SchemaScope scope)
    {
        var option = around.Options.FirstOrDefault(option => option.Kind == OptionKind.HeadInput && option.Name == input.Option);
        var chosen = input.Option is null
            ? [("A head", input.Fixed)]
            : option?.Values.SelectMany(value => Words.HeadInputs.Entries
                .Where(entry => value.Members.Contains(entry.Meaning.ToString()))
                .Select(entry => ($"With '{value.Text}' of the option '{option.Name}' a head", entry.Meaning))) ?? [];
        foreach (var (who, read) in chosen)
        {
            if (around.Lacks(read) is { } lacking)
                scope.Findings.Add(Rules.HeadInputAbsent, place, who, $"'{Words.HeadInputs.Of(read)}'", lacking, "read 'firstToken', or remove the form");
            if (task is HeadTask.TokenClassification or HeadTask.QuestionAnswering or HeadTask.LanguageModel && read != HeadInput.Tokens)
                scope.Findings.Add(Rules.HeadMisfit, place, Words.HeadTasks.Of(task), $"the input '{Words.HeadInputs.Of(read)}'", "it answers for every token, so it reads 'tokens'");
        }
    }

    private static TiedOutput? ReadTied(JsonNode node, EquatableArray<EmbeddingTable> tables, SchemaScope scope)
    {
        if (TiedNoun.Read(node, "tied", scope.Findings) is not { } tied) return null;
        var table = scope.Text(tied.Required("table"), "table");
        var words = tables.Where(known => known.Index is null or TableIndex.Ids).Select(known => known.Name).ToList();
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
        if (norm.When.FirstOrDefault() is Condition.Switched { Option: var option })
            scope.Findings.Add(Rules.WrongType, norm.At.Place, "norm", $"there when '{option}' is on", "a norm that is always there; leave 'when' out");
        if (norm.Kind != NormKind.Layer) scope.Findings.Add(Rules.WrongType, norm.At.Place, "norm", "of another kind than 'layer'", "a layer norm, the only one that heads have");
        CheckAbsolute(norm.From, norm.At.Place, scope);
        return norm;
    }

    private static void CheckAbsolute(string path, Place place, SchemaScope scope)
    {
        if (path.Length > 0 && !path.StartsWith("/", StringComparison.Ordinal)) scope.Findings.Add(Rules.RelativeHeadPath, place, path);
    }
}
