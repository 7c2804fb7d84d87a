using System;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>pooler</c>, and <c>heads</c>: by task, the published forms, the usual one first.</summary>
internal static class HeadReader
{
    public static readonly Noun PoolerNoun = new("pooler", "a pooler", "token", "dense", "activation");
    public static readonly Noun FormNoun = new("headForm", "a form of a head", "input", "dense", "activation", "output");

    public static Pooler? ReadPooler(JsonNode? node, SchemaScope scope)
    {
        if (node is null || PoolerNoun.Read(node, "pooler", scope.Findings) is not { } pooler) return null;
        return new Pooler(
            Words.PooledTokens.Read(pooler.Required("token"), "token", scope.Findings),
            PartReader.ReadLinear(pooler.Required("dense"), "dense", scope),
            DefinitionReader.ReadActivation(pooler.Required("activation"), "activation", scope),
            pooler.Place);
    }

    public static EquatableArray<HeadForm> ReadForms(JsonNode? node, bool hasPooler, SchemaScope scope)
    {
        var tasks = scope.Map(node, "heads", "an object of tasks");
        return tasks.SelectMany(task =>
        {
            var known = Words.HeadTasks.TryRead(task.Name, task.NamePlace, scope.Findings, out var meaning);
            return scope.Map(task.Value, task.Name, "an object of forms")
                .Select(form => ReadForm(meaning, form, hasPooler, scope))
                .OfType<HeadForm>()
                .Where(_ => known)
                .ToList();
        }).ToEquatable();
    }

    private static HeadForm? ReadForm(HeadTask task, JsonMember member, bool hasPooler, SchemaScope scope)
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "a form of a head");
        if (FormNoun.Read(member.Value, member.Name, scope.Findings) is not { } form) return null;
        var inputNode = form.Required("input");
        var input = inputNode is null ? HeadInput.Tokens : Words.HeadInputs.Read(inputNode, "input", scope.Findings);
        if (inputNode is { Kind: JsonKind.String, Text: "pooled" } && !hasPooler)
            scope.Findings.Add(Rules.PartNeeded, inputNode.Place, "A head that reads 'pooled'", "a 'pooler'", "read 'firstToken', or remove the form");

        var dense = form.Optional("dense");
        var activation = form.Optional("activation");
        if (dense is not null && activation is null)
            scope.Findings.Add(Rules.PartNeeded, dense.Place, "A dense layer of a head", "an 'activation'", "add it beside 'dense'");
        if (activation is not null && dense is null)
            scope.Findings.Add(Rules.PartNeeded, activation.Place, "An activation of a head", "a 'dense' layer", "add it, or remove the activation");
        return new HeadForm(
            task,
            member.Name,
            input,
            dense is null ? null : Absolute(PartReader.ReadLinear(dense, "dense", scope), scope),
            activation is null ? null : Words.Activations.Read(activation, "activation", scope.Findings),
            Absolute(PartReader.ReadLinear(form.Required("output"), "output", scope), scope),
            member.NamePlace);
    }

    private static Linear Absolute(Linear linear, SchemaScope scope)
    {
        if (linear.From.Length > 0 && !linear.From.StartsWith("/", StringComparison.Ordinal))
            scope.Findings.Add(Rules.RelativeHeadPath, linear.At.Place, linear.From);
        return linear;
    }
}
