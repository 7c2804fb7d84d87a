namespace PromptGen.Reports;

/// <summary>A record that cannot be read, or a report that cannot be written: which file, which place, what was found and what was expected.</summary>
/// <param name="message">All of that.</param>
/// <param name="inner">What was caught.</param>
public sealed class ReportException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <param name="lines">Several faults, a line for each.</param>
    public ReportException(IReadOnlyList<string> lines) : this(string.Join('\n', lines)) => Lines = lines;

    /// <summary>The message, a line for each fault. Users' texts within a line may have line feeds of their own.</summary>
    public IReadOnlyList<string> Lines { get; } = [message];
}
