namespace PromptGen.Files;

/// <summary>What a file is expected to be: how errors call it, how large it may be, and which exception says that it is something else.</summary>
/// <param name="Expected">What errors say was expected, such as <c>a safetensors file</c>.</param>
/// <param name="Error">Makes the exception from a message, which names the file, and from what was caught, if anything was.</param>
public sealed record FileKind(string Expected, Func<string, Exception?, Exception> Error)
{
    /// <summary>The most bytes that it may have; a larger file is refused before it is read.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>Whether a pipe may stand in its place. Devices, sockets and folders never may.</summary>
    public bool MayBePipe { get; init; }
}
