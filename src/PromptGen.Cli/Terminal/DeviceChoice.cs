using System.CommandLine;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Cli.Terminal;

/// <summary><c>--device auto|cpu|cuda:0</c></summary>
internal static class DeviceChoice
{
    public static Option<string> NewOption() => new("--device")
    {
        Description = "Where to compute: auto (a CUDA device if there is one), cpu, or cuda:N.",
        HelpName = "auto|cpu|cuda:N",
        DefaultValueFactory = _ => "auto",
    };

    /// <exception cref="UserException">There is no such device.</exception>
    public static Device Parse(string text)
    {
        if (text == "cpu") return CPU;
        if (text == "auto") return cuda.is_available() ? CUDA : CPU;
        if (text == "cuda") text = "cuda:0";
        if (!text.StartsWith("cuda:", StringComparison.Ordinal) || !int.TryParse(text["cuda:".Length..], out var index) || index < 0)
            throw new UserException($"--device {text}: is no device; write auto, cpu or cuda:0.");
        if (!cuda.is_available())
            throw new UserException($"--device {text}: this build or machine has no CUDA; use cpu, or build with -p:TorchBackend=cuda-linux.");
        if (index >= cuda.device_count())
            throw new UserException($"--device {text}: there are {cuda.device_count()} CUDA devices, counted from 0.");
        return device(DeviceType.CUDA, index);
    }
}
