namespace PromptGen.Cli;

/// <summary>Something that the person at the command line can mend.</summary>
/// <param name="lines">What was found and what is expected; several faults have a line each.</param>
internal sealed class UserException(params IReadOnlyList<string> lines) : Exception(string.Join('\n', lines))
{
    /// <summary>A line for each fault.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
