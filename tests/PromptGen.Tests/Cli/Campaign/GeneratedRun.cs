using System.CommandLine;
using PromptGen.Cli.Parsing;

namespace PromptGen.Tests.Cli.Campaign;

/// <summary>A command line drawn from a seed: a good one in which one to three things were made bad, options or files.</summary>
internal sealed class GeneratedRun
{
    /// <summary>Written and not read.</summary>
    private static readonly string[] Outputs = ["--output", "--report", "--tensorboard"];

    /// <summary>Read, though the type of their option is a text.</summary>
    private static readonly string[] Inputs = ["--input"];

    private static readonly string[] Huge = ["2147483647", "99999999999999999999", "1e308", "-2147483648", new('x', 100_000)];

    private readonly Random random;
    private readonly CampaignInputs inputs;
    private readonly Command command;
    private readonly List<(Symbol Symbol, string Value)> words = [];

    public GeneratedRun(int seed, Command root, CampaignInputs inputs, string folder)
    {
        (random, this.inputs, Folder) = (new Random(seed), inputs, folder);
        command = root.Subcommands[random.Next(root.Subcommands.Count)];
        foreach (var argument in command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0)) words.Add((argument, Good(argument)));
        foreach (var option in command.Options.Where(option => option.Required)) words.Add((option, Good(option)));
        foreach (var (name, value) in Small())
            if (command.Options.FirstOrDefault(option => option.Name == name) is { } option) words.Add((option, value));
        for (var change = random.Next(1, 4); change > 0; change--) Change(root);
    }

    /// <summary>The folder of this run alone.</summary>
    public string Folder { get; }

    /// <summary>The command line.</summary>
    public string[] Words => [command.Name, .. words.Where(word => word.Symbol is Argument).Select(word => word.Value),
        .. words.Where(word => word.Symbol is Option).SelectMany(word => random.Next(2) == 0 || word.Value == ""
            ? new[] { word.Symbol.Name, word.Value } : [$"{word.Symbol.Name}={word.Value}"])];

    /// <summary>What keeps a good run short, and has it write within its folder.</summary>
    private IEnumerable<(string Name, string Value)> Small() =>
    [
        ("--epochs", "1"), ("--subset", "8"), ("--prefix-length", "2"), ("--text", "fine w1"), .. command.Name is "train" or "export" ? [] : new[] { ("--output", Path.Combine(Folder, "result")) },
    ];

    private void Change(Command root)
    {
        switch (random.Next(4))
        {
            case 0 when words.Count > 0:
                var at = random.Next(words.Count);
                words[at] = (words[at].Symbol, Value(words[at].Symbol));
                break;
            case 1 when words.Count > 0:
                at = random.Next(words.Count);
                if (File.Exists(words[at].Value) || Directory.Exists(words[at].Value)) words[at] = (words[at].Symbol, Damaged(words[at].Value));
                break;
            case 2 when words.Count > 0 && random.Next(4) == 0:
                words.RemoveAt(random.Next(words.Count));
                break;
            default:
                Option[] options = [.. command.Options, .. root.Options.Where(option => option.Recursive)];
                var option = options[random.Next(options.Length)];
                // Help ends everything, and a schema takes seconds to compile.
                if (option.Arity.MaximumNumberOfValues > 0 && (option.Name != "--schema" || random.Next(4) == 0)) words.Add((option, random.Next(3) == 0 ? Value(option) : Good(option)));
                break;
        }
    }

    private string Good(Symbol symbol) => inputs.For(command.Name, symbol.Name) ?? (Outputs.Contains(symbol.Name) ? Path.Combine(Folder, "result")
        : symbol is Option option && Samples(option).Legal is { Length: > 0 } legal && !IsPath(option) ? Brief(option, legal[random.Next(legal.Length)])
        : Path.Combine(Folder, "nothing"));

    private string Value(Symbol symbol)
    {
        if (symbol is not Option option || IsPath(symbol))
            return random.Next(4) switch { 0 => "", 1 => Path.Combine(Folder, "nothing"), 2 => Folder, _ => Path.Combine(Folder, new string('x', 5000)) };
        var (legal, illegal) = Samples(option);
        string[] all = [.. legal, .. illegal, "", "\u001b[2J", .. Huge];
        return Brief(option, all[random.Next(all.Length)]);
    }

    /// <summary>A number of epochs that is legal and huge is a run of years, which is what was asked for.</summary>
    private static string Brief(Option option, string value) => option.Name == "--epochs" && value == Huge[0] ? "1" : value;

    private static bool IsPath(Symbol symbol) => Outputs.Contains(symbol.Name) || Inputs.Contains(symbol.Name)
        || typeof(FileSystemInfo).IsAssignableFrom(Values.One(symbol is Option option ? option.ValueType : ((Argument)symbol).ValueType));

    private static (string[] Legal, string[] Illegal) Samples(Option option) => OptionSamples.Of(option);

    /// <summary>A copy in which one file is cut, overwritten, exchanged or gone.</summary>
    private string Damaged(string path)
    {
        var copy = Path.Combine(Folder, $"damaged-{words.Count}-{random.Next(1000)}{Path.GetExtension(path)}");
        if (File.Exists(path))
        {
            File.Copy(path, copy);
            Damage(copy);
            return copy;
        }
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(path)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var files = Directory.GetFiles(copy).Order(StringComparer.Ordinal).ToArray();
        if (files.Length > 0) Damage(files[random.Next(files.Length)]);
        return copy;
    }

    private void Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        switch (random.Next(6))
        {
            case 0:
                File.WriteAllBytes(file, bytes[..random.Next(bytes.Length + 1)]);
                break;
            case 1:
                random.NextBytes(bytes);
                File.WriteAllBytes(file, bytes);
                break;
            case 2:
                File.WriteAllBytes(file, CampaignInputs.Alien(random));
                break;
            case 3:
                for (var i = random.Next(1, 9); i > 0 && bytes.Length > 0; i--) bytes[random.Next(Math.Min(bytes.Length, 2000))] = (byte)random.Next(256);
                File.WriteAllBytes(file, bytes);
                break;
            case 4:
                File.Delete(file);
                break;
            default:
                File.Delete(file);
                Directory.CreateDirectory(file);
                break;
        }
    }
}
