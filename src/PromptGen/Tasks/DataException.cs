namespace PromptGen.Tasks;

/// <summary>A file of examples that cannot be used as it is: which file, which line, what was found and what was expected.</summary>
/// <param name="message">All of that.</param>
/// <param name="inner">What was caught.</param>
public sealed class DataException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <param name="lines">Several faults, a line for each.</param>
    public DataException(IReadOnlyList<string> lines) : this(string.Join('\n', lines)) => Lines = lines;

    /// <summary>The message, a line for each fault. Users' texts within a line may have line feeds of their own.</summary>
    public IReadOnlyList<string> Lines { get; } = [message];
}
