using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>Reads <c>layers</c>: a pattern over layer kinds, each of them blocks in an order.</summary>
internal static class LayersReader
{
    public static readonly Noun Noun = new("layers", "a stack of layers", "count", "groups", "width", "from", "pattern", "kinds", "convolution");
    public static readonly Noun ConvolutionNoun = new("convolution", "a convolution beside a layer",
        "layer", "kernel", "from", "activation", "dropout", "normAfter");

    public static readonly Noun KindNoun = new("layerKind", "a layer kind", "order", "blocks");

    public static Layers Read(JsonNode? node, SchemaScope scope)
    {
        if (node is null || Noun.Read(node, "layers", scope.Findings) is not { } layers) return new Layers(1, null, 1, "", [], [], null, default);
        var kinds = scope.Map(layers.Required("kinds"), "kinds", "an object of layer kinds").Select(member => ReadKind(member, scope)).ToEquatable();
        var from = layers.Required("from");
        return new Layers(
            SizeReader.ReadExpression(layers.Required("count"), "count", scope),
            layers.Optional("groups") is { } groups ? SizeReader.ReadExpression(groups, "groups", scope) : null,
            SizeReader.ReadExpression(layers.Required("width"), "width", scope),
            PathReader.Read(from, "from", scope),
            ReadPattern(layers.Required("pattern"), kinds, scope),
            kinds,
            ReadConvolution(layers.Optional("convolution"), scope),
            from?.Place ?? layers.Place);
    }

    private static SideConvolution? ReadConvolution(JsonNode? node, SchemaScope scope)
    {
        if (node is null || ConvolutionNoun.Read(node, "convolution", scope.Findings) is not { } convolution) return null;
        var kernel = SizeReader.ReadOptional(convolution.Required("kernel"), "kernel", scope, out var given);
        var from = convolution.Required("from");
        return new SideConvolution(
            scope.Integer(convolution.Required("layer"), "layer", 0),
            kernel,
            PathReader.Read(from, "from", scope),
            OptionReader.ReadActivation(convolution.Required("activation"), "activation", scope),
            PartReader.ReadNorm(convolution.Required("normAfter"), "normAfter", scope) ?? new Norm(NormKind.Layer, new RateValue(null, "0"), "", [], default),
            scope.OptionalRate(convolution.Optional("dropout"), "dropout"),
            given,
            from?.Place ?? convolution.Place);
    }

    // One kind for all layers; a list of kinds that take turns will be a second form.
    private static EquatableArray<string> ReadPattern(JsonNode? node, EquatableArray<LayerKind> kinds, SchemaScope scope)
    {
        var pattern = scope.Text(node, "pattern");
        if (pattern.Length == 0) return [];
        if (kinds.All(kind => kind.Name != pattern))
        {
            scope.Findings.Add(Rules.UnknownReference, node!.Place, pattern, "a layer kind of this schema",
                Suggestion.For(pattern, kinds.Select(kind => kind.Name), "there are", "there is none"));
        }
        foreach (var kind in kinds.Where(kind => kind.Name != pattern))
            scope.Findings.Add(Rules.PartNeeded, kind.At.Place, $"The layer kind '{kind.Name}'", "a place in the pattern", $"the pattern is '{pattern}' alone");
        return [pattern];
    }

    private static LayerKind ReadKind(JsonMember member, SchemaScope scope)
    {
        scope.CheckIdentifier(member.Name, member.NamePlace, "a layer kind");
        if (KindNoun.Read(member.Value, member.Name, scope.Findings) is not { } kind) return new LayerKind(member.Name, [], member.NamePlace);
        var blocks = scope.Map(kind.Required("blocks"), "blocks", "an object of blocks");
        var order = kind.Required("order");
        var names = scope.Texts(order, "order");
        if (order is not null) CheckOrder(names, [.. blocks.Select(block => block.Name)], order.Place, scope);

        var read = blocks.Select(block => (block.Name, Block: BlockReader.Read(block, scope))).ToList();
        var inOrder = names
            .Select(name => read.FirstOrDefault(block => block.Name == name.Text).Block)
            .OfType<Block>()
            .ToEquatable();
        var attentions = read.Count(block => block.Block is AttentionBlock);
        if (attentions != 1 && read.All(block => block.Block is not null))
            scope.Findings.Add(Rules.AttentionCount, member.NamePlace, member.Name, attentions == 0 ? "no" : attentions.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new LayerKind(member.Name, inOrder, member.NamePlace);
    }

    private static void CheckOrder(IReadOnlyList<(string Text, Place Place)> order, IReadOnlyList<string> blocks, Place place, SchemaScope scope)
    {
        var all = Suggestion.List(blocks, "and");
        foreach (var name in order.Where(name => !blocks.Contains(name.Text)))
            scope.Findings.Add(Rules.WrongOrder, name.Place, "names", name.Text, all);
        foreach (var block in blocks.Where(block => order.All(name => name.Text != block)))
            scope.Findings.Add(Rules.WrongOrder, place, "leaves out", block, all);
    }
}
