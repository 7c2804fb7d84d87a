using PromptGen.Cli.Terminal;
using System.CommandLine;
using PromptGen.Adapters;
using PromptGen.Adapters.Peft;
using PromptGen.Cli.Training;
using PromptGen.Encoders;

namespace PromptGen.Cli.Commands;

/// <summary><c>promptgen export</c></summary>
internal static class ExportCommand
{
    private enum Format
    {
        Peft,
    }

    public static Command Create()
    {
        var adapter = new Argument<DirectoryInfo>("adapter") { Description = "The adapter folder." };
        var format = new Option<Format>("--format") { Description = "For whom: peft, Hugging Face PEFT (prefix tuning over BERT and RoBERTa).", Required = true, HelpName = "peft" };
        var model = new Option<DirectoryInfo>("--model") { Description = "The checkpoint folder that the adapter was trained over.", Required = true, HelpName = "folder" };
        var output = new Option<DirectoryInfo>("--output") { Description = "A new or empty folder.", Required = true, HelpName = "folder" };
        var force = ForceOption.New();
        var encoders = new EncoderOptions();
        var command = new Command("export", """
            Writes an adapter for other programs. What they would compute otherwise is refused; what they have no place for is said, and stays in
            a README.md beside it.

            Example:
              promptgen export my-adapter --format peft --model models/roberta-base --output my-adapter-peft
            """)
        {
            adapter, format, model, output, force,
        };
        encoders.AddTo(command);
        command.SetAction(result =>
        {
            var checks = result.Checks(force);
            var folder = result.GetRequiredValue(model).FullName;
            var written = result.GetRequiredValue(output).FullName;
            PeftFolder.CheckTarget(written);
            using var read = AdapterFolder.Read(result.GetRequiredValue(adapter).FullName, folder);
            var lost = ModelFolder.Encoder(folder, encoders.Registry(result)).Accept(new Export(folder, read, written, checks));
            var streams = result.Streams();
            ForceOption.Say(checks, streams.Notes);
            streams.Results.WriteLine($"written     {written}");
            foreach (var phrase in lost) streams.Results.WriteLine($"lost        PEFT has no place for {phrase}: see {Path.Combine(written, "README.md")}");
            return ExitCode.Success;
        });
        return command;
    }

    private sealed class Export(string model, Adapter adapter, string output, AdapterChecks checks) : IEncoderVisitor<IReadOnlyList<string>>
    {
        public IReadOnlyList<string> Visit<TEncoder, TInput>(EncoderDescription<TEncoder, TInput> description)
            where TEncoder : Encoder<TInput>, IDescribed<TEncoder>
            where TInput : IEncoderInput<TInput>
        {
            using var backbone = Frozen<TEncoder>.Open(model);
            return PeftFolder.Write(output, adapter, backbone, ModelFolder.Name(model), checks);
        }
    }
}
