using PromptGen.Cli;

namespace PromptGen.Tests.Cli.Campaign;

/// <summary>One good input of every kind that a command takes; a run gets copies of its own, and damages them.</summary>
internal sealed class CampaignInputs : IDisposable
{
    private readonly SmallTask task = new();

    public CampaignInputs()
    {
        Adapter = task.InFolder("adapter");
        var (status, _, error) = CalledCommand.Run(task.TrainArguments(Adapter, "--epochs", "1"));
        Assert.True(status == 0, error);
    }

    /// <summary>A checkpoint of a tiny encoder.</summary>
    public string Model => task.Model;

    /// <summary>An adapter over it, with the record of its run.</summary>
    public string Adapter { get; }

    /// <summary>Eight labeled lines.</summary>
    public string Data => task.Dev;

    /// <summary>What a command line says for an argument or a required option of this name.</summary>
    public string? For(string command, string name) => (command, name) switch
    {
        (_, "--model") or (_, "--from") or ("inspect", "what") => Model,
        (_, "--adapter") or (_, "adapter") or (_, "run") => Adapter,
        (_, "--train") or (_, "--dev") or (_, "--test") or (_, "--data") or (_, "--input") => Data,
        (_, "--schema") => Repository.Path("schemas", "electra.json"),
        ("verify", "folder") => Repository.Fixture("bert_depth_last1"),
        ("export", "--format") => "peft",
        _ => null,
    };

    /// <summary>Files of other kinds, to stand where one is expected.</summary>
    public static byte[] Alien(Random random) => random.Next(5) switch
    {
        0 => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13],
        1 => "PK\u0003\u0004\u0014\0\0\0"u8.ToArray(),
        2 => "<!DOCTYPE html><html><body>Not found</body></html>"u8.ToArray(),
        3 => "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"u8.ToArray(),
        _ => "{\"a\": [1, 2, {\"b\": null}]}"u8.ToArray(),
    };

    public void Dispose() => task.Dispose();
}
