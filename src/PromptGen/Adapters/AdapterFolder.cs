using PromptGen.Adapters.Peft;
using PromptGen.Encoders;
using PromptGen.Files;
using PromptGen.Heads;
using static TorchSharp.torch;

namespace PromptGen.Adapters;

/// <summary>
/// An adapter on disk: <c>promptgen.json</c>, which says all of it, and <c>adapter_model.safetensors</c>, with PEFT's names; besides PEFT's
/// <c>adapter_config.json</c>, where PEFT computes the same with these two files. A folder of PEFT's without <c>promptgen.json</c> is read too.
/// </summary>
public static class AdapterFolder
{
    private static readonly FileSet Files = new(AdapterTensors.FileName, PeftConfig.FileName, CardFile.Name);

    /// <summary>
    /// Writes an adapter. Its files are replaced one by one, yet the folder holds either the old adapter or the new one, even if the process is
    /// killed: <see cref="Read"/> and the next write finish what was begun.
    /// </summary>
    /// <param name="folder">
    /// Where. An adapter of PromptGen that is there already is replaced; a <c>run.json</c> and a <c>report.html</c> may lie beside it. A folder with
    /// anything else is not touched.
    /// </param>
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
    /// <param name="folder">Where, with the same conditions.</param>
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
        Replace(folder, Files, Files, temporary =>
        {
            AdapterTensors.Write(temporary, model.Prefix?.Flat().detach(), head);
            if (whyNot is null) PeftConfig.Of(PeftTask.For(card.Head?.Task)!, card.PrefixLength, model.Backbone, baseModel).Write(temporary);
            CardFile.Write(temporary, card);
        });
        return whyNot;
    }

    /// <summary>Replaces the files of an adapter.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="files">The files of an adapter of this kind.</param>
    /// <param name="replaced">Those that may be there already; null: the folder must be new or empty.</param>
    /// <param name="write">Writes them into the folder that it is given.</param>
    /// <exception cref="AdapterException">The folder holds other files, or cannot be written.</exception>
    internal static void Replace(string folder, FileSet files, FileSet? replaced, Action<string> write)
    {
        AdapterTarget.Check(folder, replaced);
        try
        {
            files.Replace(folder, write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdapterException($"{folder}: cannot be written ({e.Message}); the adapter that was there, if one was, is whole.", e);
        }
    }

    /// <summary>Says early what <see cref="Write{TEncoder, THead}"/> would say after hours of training.</summary>
    /// <param name="folder">Where an adapter is to go.</param>
    /// <exception cref="AdapterException">It holds files that are neither an adapter of PromptGen nor the record of its training, it is a checkpoint, or it cannot be written.</exception>
    public static void CheckTarget(string folder) => AdapterTarget.Check(folder, Files);

    /// <summary>Whether a folder holds an adapter, of PromptGen or of PEFT.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsAdapter(string folder) => IsOwn(folder) || File.Exists(FileSet.PathOf(folder, PeftConfig.FileName));

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
        var tensors = AdapterTensors.Open(folder);
        try
        {
            if (own is not null) tensors.Check(own);
            return new Adapter(folder, own ?? new PeftReading(config!, tensors).Card(baseModel), tensors, AdapterTensors.PassedBy(folder));
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    private static bool IsOwn(string folder) => File.Exists(FileSet.PathOf(folder, CardFile.Name));
}
