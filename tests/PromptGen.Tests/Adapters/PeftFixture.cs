using System.Text.Json.Nodes;
using PromptGen.Backbones;
using PromptGen.Checkpoints;
using PromptGen.Encoders;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>The adapters that PEFT wrote, or reads, with what it computed (<c>Fixtures/peft/README.md</c>).</summary>
internal static class PeftFixture
{
    public const double Tolerance = 2e-5;

    private static readonly string Folder = Repository.Path("tests", "PromptGen.Tests", "Adapters", "Fixtures", "peft");

    public static string At(string name) => Path.Combine(Folder, name);

    /// <summary>The checkpoint that an adapter belongs to, as its <c>meta.json</c> names it.</summary>
    public static string Base(string name)
    {
        var meta = JsonNode.Parse(File.ReadAllText(Path.Combine(At(name), "meta.json")))!;
        return Repository.Fixture(((string)meta["base_model"]!)["golden/".Length..]);
    }

    public static Frozen<BertEncoder> Bert(string name) => BertEncoder.Open(Base(name));

    public static Frozen<RobertaEncoder> Roberta(string name) => RobertaEncoder.Open(Base(name));

    /// <param name="io">Where it was recorded.</param>
    /// <param name="batch">0 or 1.</param>
    public static TokenInput Input(SafeTensorsFile io, int batch) =>
        TokenInput.FromTensors(name => io.Find($"inputs{batch}.{name}") is null ? null : io.Read($"inputs{batch}.{name}"));

    public static void Close(Tensor recorded, Tensor here) =>
        Assert.True(Difference(recorded, here) < Tolerance, $"differs by {Difference(recorded, here):g3}");

    public static void Apart(Tensor recorded, Tensor here) =>
        Assert.True(Difference(recorded, here) > 0.01, $"differs by {Difference(recorded, here):g3} only");

    public static float[] Numbers(Tensor tensor)
    {
        using var whole = tensor.contiguous();
        return whole.data<float>().ToArray();
    }

    /// <summary>A copy in which files may be changed; the names of recorded outputs are left out.</summary>
    public static string Copy(string name, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in new[] { "adapter_config.json", "adapter_model.safetensors" }) File.Copy(Path.Combine(At(name), file), Path.Combine(target, file));
        return target;
    }

    private static float Difference(Tensor recorded, Tensor here)
    {
        Assert.Equal(recorded.shape, here.shape);
        return (recorded - here).abs().max().item<float>();
    }
}
