using System.Text.Json.Nodes;

namespace PromptGen.Cli.Drafting;

/// <summary>A <c>config.json</c> by what its keys mean; it knows which of them were read.</summary>
internal sealed class ConfigKeys(JsonObject config)
{
    /// <summary>By the name that a schema gives a thing, the keys under which configurations have it, the usual one first.</summary>
    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["vocabSize"] = ["vocab_size"],
        ["hiddenSize"] = ["hidden_size", "n_embd", "d_model", "dim", "model_dim"],
        ["embeddingSize"] = ["embedding_size", "input_embedding_size"],
        ["layerCount"] = ["num_hidden_layers", "n_layer", "n_layers", "num_layers", "encoder_layers"],
        ["groupCount"] = ["num_hidden_groups"],
        ["headCount"] = ["num_attention_heads", "n_head", "n_heads", "num_heads", "encoder_attention_heads"],
        ["keyValueHeadCount"] = ["num_key_value_heads", "num_kv_heads", "n_kv_heads", "n_head_kv", "multi_query_group_num"],
        ["headSize"] = ["head_dim", "d_head", "d_kv"],
        ["intermediateSize"] = ["intermediate_size", "n_inner", "hidden_dim", "d_ff", "ffn_dim", "encoder_ffn_dim", "ffn_hidden_size", "feed_forward_size", "d_inner"],
        ["maxPositions"] = ["max_position_embeddings", "n_positions", "max_trained_positions", "max_sequence_length", "max_length", "max_seq_len", "max_seq_length", "seq_length", "n_ctx"],
        ["tokenTypeCount"] = ["type_vocab_size"],
        ["normEpsilon"] = ["layer_norm_eps", "layer_norm_epsilon", "layernorm_epsilon", "norm_eps", "rms_norm_eps", "rms_norm_epsilon", "norm_epsilon", "layernorm_eps"],
        ["hiddenDropout"] = ["hidden_dropout_prob", "hidden_dropout", "resid_pdrop", "dropout", "dropout_rate", "output_dropout_prob"],
        ["attentionDropout"] = ["attention_probs_dropout_prob", "attention_dropout", "attn_pdrop", "attention_dropout_prob"],
        ["embeddingDropout"] = ["embedding_dropout", "embd_pdrop", "embedding_dropout_prob"],
        ["rotaryBase"] = ["rope_theta", "rope_parameters.rope_theta", "rotary_emb_base", "rotary_embedding_base", "rope_base", "rotary_base"],
        ["activation"] = ["hidden_act", "hidden_activation", "activation_function", "activation", "ffn_activation", "feed_forward_act", "feed_forward_proj"],
        ["padding"] = ["pad_token_id"],
        ["window"] = ["sliding_window", "local_attention", "attention_window"],
        ["pooledToken"] = ["classifier_pooling"],
        ["normKind"] = ["norm_type", "normalization_type", "layer_norm_type"],
    };

    /// <summary>What a configuration says of other things than the encoder.</summary>
    private static readonly HashSet<string> Bookkeeping =
    [
        "architectures", "auto_map", "model_type", "transformers_version", "torch_dtype", "dtype", "_name_or_path", "id2label", "label2id", "num_labels", "problem_type", "finetuning_task",
        "initializer_range", "initializer_cutoff_factor", "init_std", "use_cache", "gradient_checkpointing", "bos_token_id", "eos_token_id", "pad_token_id", "cls_token_id", "sep_token_id", "unk_token_id",
        "mask_token_id", "classifier_dropout", "classifier_dropout_prob", "directionality", "return_dict", "output_attentions", "output_hidden_states", "pruned_heads", "chunk_size_feed_forward",
        "seq_classif_dropout", "qa_dropout", "tie_word_embeddings", "tie_weights_", "torchscript", "use_bfloat16", "summary_type", "summary_use_proj", "summary_activation", "summary_last_dropout",
    ];

    private readonly HashSet<string> read = [];
    private readonly Dictionary<string, bool> said = [];

    /// <summary>The switches that the draft follows, each with the value that it must keep.</summary>
    public IReadOnlyDictionary<string, bool> Switches => said;

    /// <summary>The type of the model; null: the configuration says none.</summary>
    public string? ModelType => config["model_type"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Whether the configuration is of a model for a task, or some other class, by the end of its class's name.</summary>
    public bool IsFor(string task) => config["architectures"] is JsonArray names
        && names.Any(name => name is JsonValue value && value.TryGetValue(out string? text) && text.EndsWith($"For{task}", StringComparison.Ordinal));

    /// <summary>A value; points lead into objects. Null: there is none.</summary>
    public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)config, (node, name) => (node as JsonObject)?[name]);

    /// <summary>Counts a key, or the object that holds it, as read.</summary>
    public void Read(string path) => read.Add(path.Split('.')[0]);

    /// <summary>The key of a thing, which then counts as read; null: the configuration has none.</summary>
    public string? Key(string thing)
    {
        var key = Known[thing].FirstOrDefault(key => At(key) is not null);
        if (key is not null) Read(key);
        return key;
    }

    /// <summary>A whole number, 1 or more; null: there is none.</summary>
    public long? Number(string thing) =>
        Key(thing) is { } key && At(key) is JsonValue value && value.TryGetValue(out double number) && number is >= 1 and <= int.MaxValue && double.IsInteger(number) ? (long)number : null;

    /// <summary>What the configuration says of a thing, in words.</summary>
    public string Said(string thing) => Key(thing) is { } key ? $"the configuration says '{key}': {At(key)!.ToJsonString()}" : "no key of the configuration says it";

    /// <summary>A text; null: there is none.</summary>
    public string? Text(string thing) => Key(thing) is { } key && At(key) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Whether one of some switches is on; all of them then count as read.</summary>
    public bool Says(params ReadOnlySpan<string> keys)
    {
        var isOn = false;
        foreach (var key in keys)
        {
            if (config[key] is not JsonValue value || !value.TryGetValue(out bool isTrue)) continue;
            read.Add(key);
            said[key] = isTrue;
            isOn |= isTrue;
        }
        return isOn;
    }

    /// <summary>What says something of the encoder, perhaps, and was not read.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Unread => config.Where(pair => pair.Value is not null && !read.Contains(pair.Key) && !Bookkeeping.Contains(pair.Key));
}
