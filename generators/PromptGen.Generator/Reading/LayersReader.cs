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

    public static readonly Noun PatternNoun = new("pattern", "a pattern of layer kinds", "every", "first", "others");
    /// <summary>The property that names the kind which another is like.</summary>
    public const string Like = "like";

    public static readonly Noun KindNoun = new("layerKind", "a layer kind", Like, "order", "blocks");

    public static Layers Read(JsonNode? node, SchemaScope scope)
    {
        if (node is null || Noun.Read(node, "layers", scope.Findings) is not { } layers) return new Layers(1, null, 1, "", new LayerPattern("", null, null), [], null, default);
        var kindNodes = scope.Map(layers.Required("kinds"), "kinds", "an object of layer kinds");
        var kinds = kindNodes
            .Select(member => Resolved(member, kindNodes, scope) is { } kind ? ReadKind(kind, scope) : new LayerKind(member.Name, [], member.NamePlace)).ToEquatable();
        foreach (var kind in kinds.Skip(1).Where(kind => kind.Blocks.Count > 0 && kinds[0].Blocks.Count > 0 && !kind.HasModulesOf(kinds[0])))
            scope.Findings.Add(Rules.OtherModules, kind.At.Place, kind.Name, kinds[0].Name);
        if (kinds.SelectMany(kind => kind.Blocks).Any(block => block.IsAbsentSomewhere))
            scope.Exclude(layers, "a norm that is 'absentIn' a layer", "layers that share all of their weights, or none", "groups");
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
            PartReader.ReadNorm(convolution.Required("normAfter"), "normAfter", scope) ?? new Norm(NormKind.Layer, new RateValue(null, "0"), true, "", [], default),
            scope.OptionalRate(convolution.Optional("dropout"), "dropout"),
            given,
            from?.Place ?? convolution.Place);
    }

    /// <summary>A convolution has no mask: what it reads besides tokens, or before their time, is in what they give.</summary>
    public static void CheckConvolution(Embeddings embeddings, Layers layers, SchemaScope scope)
    {
        if (layers.Convolution is not { } convolution || convolution.Kernel is SizeExpression.Whole { Value: 1 }) return;
        if (embeddings.Padding != PaddingEmbeddings.Zeroed || convolution.Layer > 0)
            scope.Findings.Add(Rules.ConvolutionSees, convolution.At.Place, "padding", "give the embeddings \"padding\": \"zeroed\", and put it beside layer 0");
        if (layers.Kinds.SelectMany(kind => kind.Blocks).OfType<AttentionBlock>().Any(attention => attention.Visible is Visibility.Causal or Visibility.ContextThenCausal))
            scope.Findings.Add(Rules.ConvolutionSees, convolution.At.Place, "later tokens", "remove it");
    }

    // One kind for all layers, or every n-th of one kind and those between of another.
    private static LayerPattern ReadPattern(JsonNode? node, EquatableArray<LayerKind> kinds, SchemaScope scope)
    {
        if (node?.Kind != JsonKind.Object)
        {
            var only = ReadKindName(node, "pattern", kinds, scope);
            if (only.Length > 0) CheckPlaces([only], $"the pattern is '{only}' alone");
            return new LayerPattern(only, null, null);
        }
        if (PatternNoun.Read(node, "pattern", scope.Findings) is not { } pattern) return new LayerPattern("", null, null);
        var every = SizeReader.ReadExpression(pattern.Required("every"), "every", scope);
        var first = ReadKindName(pattern.Required("first"), "first", kinds, scope);
        var others = ReadKindName(pattern.Required("others"), "others", kinds, scope);
        if (first.Length > 0 && first == others)
            scope.Findings.Add(Rules.NoTurns, pattern.Optional("others")!.Place, $"'{first}' for both", first, "name two kinds");
        else if (first.Length > 0 && every is SizeExpression.Whole { Value: 1 } && pattern.Optional("every") is { Text: "1" } interval)
            scope.Findings.Add(Rules.NoTurns, interval.Place, "'every' 1", first, "give 'every' 2 or more");
        if (first.Length > 0 && others.Length > 0 && first != others) CheckPlaces([first, others], $"the pattern has '{first}' and '{others}'");
        return new LayerPattern(first, every, others);

        void CheckPlaces(string[] named, string what)
        {
            foreach (var kind in kinds.Where(kind => !named.Contains(kind.Name)))
                scope.Findings.Add(Rules.PartNeeded, kind.At.Place, $"The layer kind '{kind.Name}'", "a place in the pattern", what);
        }
    }

    // Empty where there is no such kind, which is said: of the others' places nothing is known then.
    private static string ReadKindName(JsonNode? node, string name, EquatableArray<LayerKind> kinds, SchemaScope scope)
    {
        var kind = scope.Text(node, name);
        if (kind.Length == 0 || kinds.Any(known => known.Name == kind)) return kind;
        scope.Findings.Add(Rules.UnknownReference, node!.Place, kind, "a layer kind of this schema",
            Suggestion.For(kind, kinds.Select(known => known.Name), "there are", "there is none"));
        return "";
    }

    // A kind that is like another is that other with changes, as a schema that extends another is. Null where there is no such other: what the kind lacks is not known then.
    private static JsonMember? Resolved(JsonMember member, IReadOnlyList<JsonMember> kinds, SchemaScope scope)
    {
        if (member.Value.Members.FirstOrDefault(property => property.Name == Like)?.Value is not { } like) return member;
        var name = scope.Text(like, Like);
        var others = kinds.Where(kind => kind.Name != member.Name && kind.Value.Members.All(property => property.Name != Like)).ToList();
        var own = new JsonNode(member.Value.Kind, member.Value.Place, member.Value.Text) { Members = [.. member.Value.Members.Where(property => property.Name != Like)] };
        if (others.FirstOrDefault(kind => kind.Name == name) is { } other) return new JsonMember(member.Name, member.NamePlace, SchemaMerge.Merge(other.Value, own, scope.Findings));
        if (name.Length > 0)
        {
            scope.Findings.Add(Rules.UnknownReference, like.Place, name, "a layer kind that is like no other",
                Suggestion.For(name, others.Select(kind => kind.Name), "there are", "there is none"));
        }
        return null;
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
