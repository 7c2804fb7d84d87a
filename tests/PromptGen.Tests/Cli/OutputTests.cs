using System.Diagnostics;

namespace PromptGen.Tests.Cli;

/// <summary>What the command line writes replaces nothing of others, and says so before hours of training.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly SmallTask task = new();

    public void Dispose() => task.Dispose();

    [Fact]
    public void Training_into_a_folder_of_others_is_refused_before_it_begins()
    {
        var mixed = Directory.CreateDirectory(task.InFolder("mixed")).FullName;
        foreach (var (name, text) in new[] { ("promptgen.json", "{\"format\": 1, \"prefixLength\": 5}"), ("notes.txt", "mine"), ("model.safetensors", "weights") })
            File.WriteAllText(Path.Combine(mixed, name), text);
        var file = task.InFolder("file");
        File.WriteAllText(file, "mine");
        var report = Directory.CreateDirectory(task.InFolder("report")).FullName;
        File.WriteAllText(Path.Combine(report, "run.json"), "{\"version\": 3, \"of\": \"another program\"}");
        var states = Directory.CreateDirectory(task.InFolder("states.run")).FullName;
        var output = task.InFolder("new");

        Refused(task.TrainArguments(mixed), $"{mixed}: is a checkpoint (model.safetensors, notes.txt); choose another folder, nothing was changed.");
        Refused(task.TrainArguments(task.Model), $"{task.Model}: is a checkpoint (config.json, model.safetensors, vocab.txt); choose another folder, nothing was changed.");
        Refused(task.TrainArguments(Path.Combine(file, "x")), $"{file}/x: cannot be written, as {file} is a file; choose another folder.");
        Refused(task.TrainArguments(Environment.CurrentDirectory), "is the working folder; name a folder for the adapter, such as my-adapter.");
        Refused(task.TrainArguments(output, "--report", report), $"{report}/run.json: is there and is no record of a run of PromptGen; choose another file, nothing was changed.");
        Refused(task.TrainArguments(output, "--report", Path.Combine(file, "x")), $"{file}/x: cannot be written, as {file} is a file; choose another folder.");
        Refused(task.TrainArguments(output, "--report", "/proc/x"), "/proc/x: cannot be written");
        Refused(task.TrainArguments(output, "--tensorboard", Path.Combine(output, "logs")), "which holds the adapter and nothing else; choose a folder beside it.");
        Refused(task.TrainArguments(task.InFolder("states"), "--report", states), "is where the state of the run lies while it is trained; choose another folder.");

        Assert.Equal("mine", File.ReadAllText(Path.Combine(mixed, "notes.txt")));
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Equal(3, Directory.GetFileSystemEntries(mixed).Length);
        Assert.Single(Directory.GetFileSystemEntries(report));
        Assert.False(Path.Exists(output));
    }

    [Fact]
    public async Task Of_two_trainings_into_one_folder_the_second_is_told_of_the_first()
    {
        var adapter = task.InFolder("adapter");
        using var first = CommandLine.Start(task.TrainArguments(adapter, "--epochs", "100000"));
        var error = first.StandardError.ReadToEndAsync();
        while (await first.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("epoch 3/", StringComparison.Ordinal))
        {
        }
        Refused([.. task.TrainArguments(adapter), "--resume"], $"{adapter}: process {first.Id} on {Environment.MachineName}, since ");
        // Killed, it holds nobody up; what it left is ours.
        first.Kill();
        await first.WaitForExitAsync();
        File.WriteAllText(Path.Combine($"{adapter}.run", "notes.txt"), "mine");
        Refused(task.TrainArguments(adapter), "holds a run that was not finished; go on with --resume, or remove the folder to begin again.");
        foreach (var state in Directory.GetFiles($"{adapter}.run", "*.safetensors*")) File.Delete(state);
        var second = CalledCommand.Run(task.TrainArguments(adapter, "--epochs", "1"));
        Assert.True(second.Status == 0, second.Error + await error);
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors", "promptgen.json", "report.html", "run.json"], Directory.GetFileSystemEntries(adapter).Select(Path.GetFileName).Order());
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries($"{adapter}.run").Select(Path.GetFileName));
    }

    [Fact]
    public async Task Predictions_go_through_links_and_pipes_and_keep_a_mode()
    {
        if (OperatingSystem.IsWindows()) return;
        var adapter = task.InFolder("adapter");
        Assert.Equal(0, CalledCommand.Run(task.TrainArguments(adapter, "--epochs", "1")).Status);
        string[] use = ["predict", "--model", task.Model, "--adapter", adapter, "--text", "fine w1", "--output"];
        var (file, link, pipe) = (task.InFolder("file"), task.InFolder("link"), task.InFolder("pipe"));
        File.WriteAllText(file, "old");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, file);
        Assert.Equal(0, CalledCommand.Run([.. use, link]).Status);
        Assert.Equal(file, new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        await Process.Start("mkfifo", [pipe]).WaitForExitAsync();
        var read = Task.Run(() => File.ReadAllText(pipe));
        Assert.Equal(0, CalledCommand.Run([.. use, pipe]).Status);
        Assert.Equal(File.ReadAllText(file), await read);

        var texts = task.InFolder("texts.txt");
        File.WriteAllText(texts, "fine w1\n");
        Refused([.. use[..^3], "--input", texts, "--output", texts], "is the file with the texts; name another one.");
        Refused([.. use, task.Model], $"--output {task.Model}: cannot be written (it is a folder).");
        Assert.Equal("fine w1\n", File.ReadAllText(texts));
    }

    [Fact]
    public void Predictions_are_not_written_over_the_model_or_the_adapter_that_is_read()
    {
        var adapter = task.InFolder("adapter");
        Assert.Equal(0, CalledCommand.Run(task.TrainArguments(adapter, "--epochs", "1")).Status);
        foreach (var (folder, name) in new[] { (task.Model, "model.safetensors"), (adapter, "promptgen.json") })
        {
            var path = Path.Combine(folder, name);
            var before = File.ReadAllBytes(path);
            Refused(["predict", "--model", task.Model, "--adapter", adapter, "--text", "fine", "--output", path], $"--output {path}: is a file of {folder}, which is read; name another one.");
            Assert.Equal(before, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_a_record_is_refused_before_training()
    {
        if (OperatingSystem.IsWindows()) return;
        var report = Directory.CreateDirectory(task.InFolder("report")).FullName;
        await Process.Start("mkfifo", [Path.Combine(report, "run.json")]).WaitForExitAsync();
        Refused(task.TrainArguments(task.InFolder("new"), "--report", report), "run.json: is there and is no regular file; choose another folder, nothing was changed.");
        Refused(["inspect", task.Model, "--backbones", Path.Combine(report, "run.json")], "run.json: cannot be read (it is a named pipe); expected a .NET assembly.");
    }

    private static void Refused(string[] arguments, string expected)
    {
        var (status, output, error) = CalledCommand.Run(arguments);
        Assert.True(status == 1, output + error);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", output, StringComparison.Ordinal);
    }
}
