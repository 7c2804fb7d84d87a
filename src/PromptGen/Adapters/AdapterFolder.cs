using System.Text.Json;
using System.Text.Json.Serialization;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Tasks;
using static TorchSharp.torch;

namespace PromptGen.Adapters;

/// <summary>
/// An adapter on disk: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c> as PEFT names and lays them out, and
/// <c>promptgen.json</c> with what PEFT has no place for.
/// </summary>
public static class AdapterFolder
{
    internal const string CardFileName = "promptgen.json";
    internal const string TensorFileName = "adapter_model.safetensors";
    internal const string PrefixTensor = "prompt_embeddings";
    internal const string HeadRoot = "base_model.";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>
    /// Writes an adapter. All of it is written beside the folder first and then moved there, so the folder holds either the old
    /// adapter or the new one; a kill in the instant between leaves the old one beside it, under a name that ends in <c>.old</c>.
    /// </summary>
    /// <param name="folder">Where; an adapter that is there already is replaced, any other folder with files is not touched.</param>
    /// <param name="model">Prefix and head; the prefix is collapsed to plain keys and values.</param>
    /// <param name="card">What to say of it.</param>
    /// <param name="baseModel">The base model's name or path, for PEFT.</param>
    /// <exception cref="AdapterException">The folder cannot be written.</exception>
    public static void Write<TEncoder, THead>(string folder, PromptedModel<TEncoder, THead> model, AdapterCard card, string? baseModel)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder>
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var tensors = new List<(string Name, Tensor Tensor)>();
        if (model.Prefix is not null) tensors.Add((PrefixTensor, model.Prefix.Flat().detach().cpu()));
        tensors.AddRange(model.Head.Parameters().Select(p => (HeadRoot + p.Name, p.Parameter.detach().cpu())));
        var config = PeftConfig.Of(card, model.Backbone.LayerCount, model.Backbone.KeyValues(0), baseModel);

        FolderReplacement.Write(folder, IsAdapter, temporary =>
        {
            SafeTensorsWriter.Write(Path.Combine(temporary, TensorFileName), tensors, new Dictionary<string, string> { ["format"] = "pt" });
            File.WriteAllText(Path.Combine(temporary, PeftConfig.FileName), config.ToJsonString(Json) + "\n");
            File.WriteAllText(Path.Combine(temporary, CardFileName), JsonSerializer.Serialize(card, Json) + "\n");
        });
    }

    private static Tensor Copy(SafeTensorsFile file, string name)
    {
        using var view = file.Read(name);
        return view.clone().DetachFromDisposeScope();
    }

    /// <summary>Says early what <see cref="Write"/> would say after hours of training.</summary>
    /// <param name="folder">Where an adapter is to go.</param>
    /// <exception cref="AdapterException">It holds files that are no adapter, or its place cannot be written.</exception>
    public static void CheckTarget(string folder) => FolderReplacement.CheckTarget(folder, IsAdapter);

    /// <summary>Whether a folder holds an adapter that PromptGen wrote.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsAdapter(string folder) => File.Exists(Path.Combine(folder, CardFileName));

    /// <summary>Reads an adapter that PromptGen wrote.</summary>
    /// <param name="folder">Holds <c>promptgen.json</c> and <c>adapter_model.safetensors</c>; <c>adapter_config.json</c> is for PEFT and is not read.</param>
    /// <exception cref="AdapterException">A file is absent or damaged.</exception>
    public static Adapter Read(string folder)
    {
        var cardPath = Path.Combine(folder, CardFileName);
        AdapterCard card;
        try
        {
            card = JsonSerializer.Deserialize<AdapterCard>(File.ReadAllText(cardPath), Json)
                ?? throw new AdapterException($"{cardPath}: holds null; expected an adapter's description.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdapterException($"{cardPath}: cannot be read ({e.Message}); an adapter folder holds {CardFileName}, {PeftConfig.FileName} and {TensorFileName}.", e);
        }
        catch (JsonException e)
        {
            throw new AdapterException($"{cardPath}({e.LineNumber + 1},{e.BytePositionInLine + 1}): is not an adapter's description: {e.Message}", e);
        }
        if (card.Format != 1) throw new AdapterException($"{cardPath}: has format {card.Format}; this version reads format 1.");
        try
        {
            _ = new LabelSet(card.Labels);
        }
        catch (ArgumentException e)
        {
            throw new AdapterException($"{cardPath}: 'labels' is [{string.Join(", ", card.Labels)}]; expected at least one, each named and each once.", e);
        }
        if (card.PrefixLength < 0 || card.MaxTokens < 1)
            throw new AdapterException($"{cardPath}: 'prefixLength' is {card.PrefixLength} and 'maxTokens' {card.MaxTokens}; expected 0 or more and 1 or more.");

        try
        {
            using var file = SafeTensorsFile.Open(Path.Combine(folder, TensorFileName));
            // Copied out of the map, so that the file may be replaced while the adapter is in use.
            return new Adapter(folder, card, file.Tensors.ToDictionary(t => t.Name, t => Copy(file, t.Name)));
        }
        catch (CheckpointException e)
        {
            throw new AdapterException(e.Message, e);
        }
    }
}
