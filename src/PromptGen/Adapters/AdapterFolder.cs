using PromptGen.Adapters.Peft;
using PromptGen.Encoders;
using PromptGen.Heads;
using static TorchSharp.torch;

namespace PromptGen.Adapters;

/// <summary>
/// An adapter on disk: <c>promptgen.json</c>, which says all of it, and <c>adapter_model.safetensors</c>, with PEFT's names; besides PEFT's
/// <c>adapter_config.json</c>, where PEFT computes the same with these two files. A folder of PEFT's without <c>promptgen.json</c> is read too.
/// </summary>
public static class AdapterFolder
{
    /// <summary>
    /// Writes an adapter. All of it is written beside the folder first and then moved there, so the folder holds either the old
    /// adapter or the new one; a kill in the instant between leaves the old one beside it, under a name that ends in <c>.old</c>.
    /// </summary>
    /// <param name="folder">Where; an adapter of PromptGen that is there already is replaced, any other folder with files is not touched.</param>
    /// <param name="model">Prefix and head; the prefix is collapsed to plain keys and values.</param>
    /// <param name="card">What to say of it.</param>
    /// <param name="baseModel">The base model's name or path, for PEFT.</param>
    /// <returns>Why PEFT cannot open the folder, which then has no <c>adapter_config.json</c>; null: it can.</returns>
    /// <exception cref="AdapterException">The folder cannot be written.</exception>
    public static string? Write<TEncoder, THead>(string folder, PromptedModel<TEncoder, THead> model, AdapterCard card, string? baseModel)
        where TEncoder : Encoder, IDescribed<TEncoder>
        where THead : Head<TEncoder> =>
        Write(folder, model.Prompted, model.Head.Parameters().Select(p => (p.Name, p.Parameter.detach())), card, baseModel);

    /// <summary>Writes an adapter without a head, as <see cref="Write{TEncoder, THead}"/> does.</summary>
    /// <param name="folder">Where; an adapter of PromptGen that is there already is replaced, any other folder with files is not touched.</param>
    /// <param name="model">The prefix.</param>
    /// <param name="card">What to say of it.</param>
    /// <param name="baseModel">The base model's name or path, for PEFT.</param>
    /// <returns>Why PEFT cannot open the folder, which then has no <c>adapter_config.json</c>; null: it can.</returns>
    /// <exception cref="AdapterException">The folder cannot be written.</exception>
    public static string? Write<TEncoder>(string folder, PromptedEncoder<TEncoder> model, AdapterCard card, string? baseModel)
        where TEncoder : Encoder, IDescribed<TEncoder> => Write(folder, model, [], card, baseModel);

    private static string? Write<TEncoder>(
        string folder, PromptedEncoder<TEncoder> model, IEnumerable<(string Name, Tensor Tensor)> head, AdapterCard card, string? baseModel)
        where TEncoder : Encoder, IDescribed<TEncoder>
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        card = card with { TokenTypes = model.TokenTypes };
        var whyNot = PeftLimits.WhyNotAsItIs(card, model.Backbone);
        FolderReplacement.Write(folder, IsOwn, temporary =>
        {
            AdapterTensors.Write(temporary, model.Prefix?.Flat().detach(), head);
            CardFile.Write(temporary, card);
            if (whyNot is null) PeftConfig.Of(PeftTask.For(card.Head?.Task)!, card.PrefixLength, model.Backbone, baseModel).Write(temporary);
        });
        return whyNot;
    }

    /// <summary>Says early what <see cref="Write{TEncoder, THead}"/> would say after hours of training.</summary>
    /// <param name="folder">Where an adapter is to go.</param>
    /// <exception cref="AdapterException">It holds files that are no adapter of PromptGen, or its place cannot be written.</exception>
    public static void CheckTarget(string folder) => FolderReplacement.CheckTarget(folder, IsOwn);

    /// <summary>Whether a folder holds an adapter, of PromptGen or of PEFT.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsAdapter(string folder) => IsOwn(folder) || File.Exists(Path.Combine(folder, PeftConfig.FileName));

    /// <summary>Reads an adapter.</summary>
    /// <param name="folder">
    /// Holds <c>adapter_model.safetensors</c>, or <c>adapter_model.bin</c> where that is not there, and <c>promptgen.json</c>; or, of PEFT's prefix
    /// tuning, <c>adapter_config.json</c>, which is not read where there is a <c>promptgen.json</c>.
    /// </param>
    /// <param name="baseModel">The checkpoint folder from whose <c>config.json</c> an adapter of PEFT's takes label names; null: they are <c>LABEL_0</c> and so on.</param>
    /// <exception cref="AdapterException">A file is absent or damaged.</exception>
    public static Adapter Read(string folder, string? baseModel = null)
    {
        if (!IsAdapter(folder))
            throw new AdapterException($"{folder}: is no adapter; such a folder holds {AdapterTensors.FileName} and {CardFile.Name}, or PEFT's {PeftConfig.FileName}.");
        var own = IsOwn(folder) ? CardFile.Read(folder) : null;
        var config = own is null ? PeftConfig.Read(folder) : null;
        var tensors = AdapterTensors.Read(folder);
        try
        {
            if (own is not null) AdapterTensors.Check(folder, own, tensors);
            return new Adapter(folder, own ?? new PeftReading(folder, config!, tensors).Card(baseModel), tensors, AdapterTensors.PassedBy(folder));
        }
        catch
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
            throw;
        }
    }

    private static bool IsOwn(string folder) => File.Exists(Path.Combine(folder, CardFile.Name));
}
