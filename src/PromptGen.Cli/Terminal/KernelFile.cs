namespace PromptGen.Cli.Terminal;

/// <summary>Files below <c>/proc/self</c>, in which the kernel tells a process about itself: no user names them, and they have an end.</summary>
internal static class KernelFile
{
    /// <summary>Its lines.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader($"/proc/self/{name}");
        while (reader.ReadLine() is { } line) yield return line;
    }
}
