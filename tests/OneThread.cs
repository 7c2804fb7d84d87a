using System.Runtime.CompilerServices;
using TorchSharp;

namespace PromptGen.Testing;

/// <summary>Tests compute with tiny tensors, for which libtorch's threads cost more than they give: they spin while other programs run.</summary>
internal static class OneThread
{
#pragma warning disable CA2255 // A test assembly is the application here.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Use() => torch.set_num_threads(1);
}
