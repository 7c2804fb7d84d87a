using System.CommandLine;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Cli.Terminal;

/// <summary><c>--device auto|cpu|cuda:0</c></summary>
internal static class DeviceChoice
{
    private const string Cuda = "cuda";

    public static Option<string> NewOption()
    {
        var option = new Option<string>("--device")
        {
            Description = "Where to compute: auto (a CUDA device if there is one), cpu, or cuda:N.",
            HelpName = "auto|cpu|cuda:N",
            DefaultValueFactory = _ => "auto",
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value is not ("auto" or "cpu") && CudaIndex(token.Value) is null))
                result.AddError($"--device {token.Value}: is no device; write auto, cpu or cuda:0.");
        });
        return option;
    }

    /// <param name="text">As the option has accepted it.</param>
    /// <exception cref="UserException">There is no such device.</exception>
    public static Device Parse(string text)
    {
        if (text == "cpu") return CPU;
        if (text == "auto") return cuda.is_available() ? CUDA : CPU;
        var index = CudaIndex(text)!.Value;
        if (!cuda.is_available())
            throw new UserException($"--device {text}: this build or machine has no CUDA; use cpu, or build with -p:TorchBackend=cuda-linux.");
        if (index >= cuda.device_count())
            throw new UserException($"--device {text}: there are {cuda.device_count()} CUDA devices, counted from 0.");
        return device(DeviceType.CUDA, index);
    }

    /// <summary>A device as people read it.</summary>
    public static string InWords(Device device) => device.type != DeviceType.CPU ? $"{device}"
        : get_num_threads() is var threads && threads == 1 ? $"{device}, 1 thread" : $"{device}, {threads} threads";

    private static int? CudaIndex(string text) => text == Cuda ? 0
        : text.StartsWith($"{Cuda}:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
        : null;
}
