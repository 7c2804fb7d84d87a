using System.Runtime.CompilerServices;
using TorchSharp;

namespace PromptGen.Parity;

internal static class Threads
{
    /// <summary>The models are tiny: several threads would only wait for each other.</summary>
    [ModuleInitializer]
    internal static void OneIsEnough() => torch.set_num_threads(1);
}
