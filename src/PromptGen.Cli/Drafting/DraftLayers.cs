using System.Text.Json.Nodes;

namespace PromptGen.Cli.Drafting;

/// <summary>Drafts <c>layers</c> from the modules of one layer.</summary>
internal sealed class DraftLayers(SchemaDraft draft, ConfigKeys config, DraftDefinitions definitions, DraftParts parts, RotarySigns rotary)
{
    private const string Attention = "layers.kinds.layer.blocks.attention", FeedForward = "layers.kinds.layer.blocks.feedForward";

    /// <param name="stack">The layers.</param>
    /// <param name="from">Their path below the root.</param>
    /// <param name="width">Of the layers.</param>
    /// <param name="hasFinalNorm">Whether a norm stands behind the last layer, as it does where norms stand before blocks.</param>
    /// <param name="isCausal">Whether a token sees those before it alone.</param>
    public JsonObject Of(LayerStack stack, string from, long width, bool hasFinalNorm, bool isCausal)
    {
        // A norm may lack in the first layer; the second one has all that there is.
        var modules = stack.Layers.MaxBy(layer => layer.Count)!;
        var roles = new LayerRoles(modules, width, config.Number("intermediateSize"));
        foreach (var module in roles.Left) draft.Leave($"{stack.From}.{module.Path}", $"[{string.Join(", ", module.Weight)}] has no place in a layer");
        if (roles.NormsAreGuessed) draft.Assume("layers.kinds.layer.blocks", "names do not say which norm is which block's; they were taken in the order of the file");

        var layers = new JsonObject { ["count"] = Count(stack), ["width"] = definitions.Size("hiddenSize", width), ["from"] = from };
        if (config.Number("groupCount") == stack.Layers.Count && config.Number("layerCount") is { } all && all != stack.Layers.Count)
            layers["groups"] = definitions.Size("groupCount", stack.Layers.Count);
        if (stack.First != 0) draft.Leave(stack.From, $"is numbered from {stack.First}; layers are read from 0 on, so the tensors need other names");
        layers["pattern"] = "layer";
        var attention = AttentionBlock(roles, width, isCausal);
        AddNorms(attention, Attention, roles.AttentionNorms, stack, hasFinalNorm);
        var feedForward = FeedForwardBlock(roles);
        AddNorms(feedForward, FeedForward, roles.FeedForwardNorms, stack, hasFinalNorm);
        layers["kinds"] = new JsonObject
        {
            ["layer"] = new JsonObject
            {
                ["order"] = new JsonArray("attention", "feedForward"),
                ["blocks"] = new JsonObject { ["attention"] = attention, ["feedForward"] = feedForward },
            },
        };
        new LayerTypes(draft, config, definitions, rotary).AddTo(layers);
        return layers;
    }

    private JsonNode Count(LayerStack stack) => definitions.Size("layerCount", config.Number("layerCount") ?? stack.Layers.Count);

    private JsonObject AttentionBlock(LayerRoles roles, long width, bool isCausal)
    {
        var said = config.Number("headCount");
        var heads = said ?? 1;
        if (said is null) draft.Assume($"{Attention}.heads", $"{config.Said("headCount")}; 1 was written, and no shape tells");
        var block = new JsonObject { ["kind"] = "selfAttention", ["heads"] = said is null ? heads : definitions.Size("headCount", heads) };
        var queryWidth = roles.Query?.Weight[0] ?? width;
        var headSize = config.Number("headSize") ?? Math.Max(1, queryWidth / heads);
        var divides = config.Number("headSize") is not null || queryWidth % heads == 0;
        if (!divides) draft.Leave($"{Attention}.heads", $"{config.Said("headCount")}, which does not divide the {queryWidth} numbers of a query");
        var keyWidth = roles.Key?.Weight[0] ?? (roles.Fused is { } all ? (all.Weight[0] - heads * headSize) / 2 : width);
        if ((divides && keyWidth != heads * headSize) || config.Key("keyValueHeadCount") is not null)
            block["keyValueHeads"] = definitions.Size("keyValueHeadCount", keyWidth / headSize);
        if ((divides && headSize * heads != width) || config.Key("headSize") is not null) block["headSize"] = definitions.Size("headSize", headSize);
        block["visible"] = isCausal ? "causal" : "all";
        draft.Assume($"{Attention}.visible", isCausal
            ? "that a token sees itself and those before it was taken for granted, since the checkpoint is of a decoder; an encoder made of one may have 'all'"
            : "that a token sees all others, before and behind it, was taken for granted");
        if (rotary.Any)
        {
            var neighbors = config.Says("rotary_emb_interleaved", "rope_interleaved");
            block["rotary"] = new JsonObject { ["base"] = rotary.Base($"{Attention}.rotary.base"), ["pairing"] = neighbors ? "neighbors" : "halves" };
            if (!neighbors) draft.Assume($"{Attention}.rotary.pairing", "'halves' was written, as most code does it; the other way is 'neighbors'");
        }
        if (roles.Fused is { } fused)
        {
            var map = DraftParts.Linear(fused);
            map.Insert(0, "layout", "blocks");
            block["fused"] = map;
            draft.Assume($"{Attention}.fused.layout", "all queries, then all keys, then all values ('blocks', as in GLM and Phi-3); the other way is one head after the other ('perHead', as in GPT-NeoX, Falcon-40B, InternLM2 and NeoBERT)");
        }
        foreach (var (name, module) in new[] { ("query", roles.Query), ("key", roles.Key), ("value", roles.Value) })
        {
            if (module is not null) block[name] = DraftParts.Linear(module);
            else if (roles.Fused is null) draft.Leave($"{Attention}.{name}", "no module looks like it");
        }
        if (roles.Output is { } output) block["output"] = DraftParts.Linear(output);
        else draft.Leave($"{Attention}.output", "no module looks like it");
        AddRate(block, "weightDropout", "attentionDropout");
        AddRate(block, "dropout", "hiddenDropout");
        return block;
    }

    private JsonObject FeedForwardBlock(LayerRoles roles)
    {
        var block = new JsonObject { ["kind"] = "feedForward", ["inner"] = definitions.Size("intermediateSize", roles.Inner), ["activation"] = definitions.Activation() };
        if (roles.FusedGate is { } fused)
        {
            var map = DraftParts.Linear(fused);
            var isSaid = LayerRoles.GateStandsFirst(fused.Path);
            map["activated"] = isSaid == false ? "second" : "first";
            block["fused"] = map;
            if (isSaid is null) draft.Assume($"{FeedForward}.fused.activated", "that the first half goes through the activation was taken for granted; the other way is 'second'");
        }
        else if (roles.Up is { } up)
        {
            block["up"] = DraftParts.Linear(up);
            if (roles.Gate is { } gate) block["gate"] = DraftParts.Linear(gate);
            if (roles.GateIsGuessed) draft.Assume($"{FeedForward}.gate", "names do not say which of two maps goes through the activation; the second of the file was taken");
        }
        else
        {
            draft.Leave($"{FeedForward}.up", "no module looks like it");
        }
        if (roles.Down is { } down) block["down"] = DraftParts.Linear(down);
        else draft.Leave($"{FeedForward}.down", "no module looks like it");
        AddRate(block, "dropout", "hiddenDropout");
        return block;
    }

    private void AddNorms(JsonObject block, string place, IReadOnlyList<StoredModule> norms, LayerStack stack, bool hasFinalNorm)
    {
        foreach (var norm in norms)
        {
            var said = config.Says("norm_first", "pre_norm", "prenorm", "do_layer_norm_before");
            var named = LayerRoles.StandsBefore(norm.Path);
            var name = named ?? (said || hasFinalNorm) ? "normBefore" : "normAfter";
            if (block[name] is not null)
            {
                draft.Leave($"{stack.From}.{norm.Path}", $"{place} has a '{name}' already");
                continue;
            }
            if (named is null && !said)
            {
                draft.Assume($"{place}.{name}", hasFinalNorm
                    ? "stands before the block, since a norm stands behind the last layer"
                    : "stands behind the block, since no norm stands behind the last layer");
            }
            var drafted = parts.Norm(norm, $"{place}.{name}");
            if (stack.Layers.Count > 1 && stack.Layers[0].All(module => module.Path != norm.Path)) drafted["absentIn"] = "firstLayer";
            block[name] = drafted;
        }
    }

    private void AddRate(JsonObject block, string property, string rate)
    {
        if (definitions.Rate(rate) is { } name) block[property] = name;
    }
}
