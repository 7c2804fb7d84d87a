using System.Text.Json;

namespace PromptGen.Adapters;

/// <summary>
/// The checks of one use of an adapter: which of them may fail, each by its name, and afterwards what there is to say of them. What would give
/// tensors that do not fit cannot be forced, and there is no way to force all at once.
/// </summary>
/// <param name="forced">The checks that may fail.</param>
public sealed class AdapterChecks(params IEnumerable<AdapterCheck> forced)
{
    private readonly HashSet<AdapterCheck> forced = [.. forced];
    private readonly List<string> notes = [], failures = [];

    /// <summary>What could not be compared, what was forced, and a file that was not read; a sentence each.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>The name of a check, as messages and the command line spell it: <c>base-model</c>.</summary>
    /// <param name="check">The check.</param>
    public static string NameOf(AdapterCheck check) => JsonNamingPolicy.KebabCaseLower.ConvertName(check.ToString());

    /// <summary>Compares what the adapter says with what is here.</summary>
    /// <returns>Whether they are known to be the same.</returns>
    internal bool Compare(AdapterCheck check, string what, string? stored, Func<string> here)
    {
        if (stored is null)
        {
            notes.Add($"the adapter does not say with which {what} it was trained, so '{NameOf(check)}' was not checked");
            return false;
        }
        var found = here();
        if (stored == found) return true;
        Fail(check, $"was trained with another {what}: the adapter says {stored}, here it is {found}");
        return false;
    }

    internal void Note(string note)
    {
        if (!notes.Contains(note)) notes.Add(note);
    }

    internal void NotChecked(AdapterCheck check, string why) => notes.Add($"'{NameOf(check)}' was not checked: {why}");

    internal void Fail(AdapterCheck check, string message)
    {
        if (forced.Contains(check)) notes.Add($"forced '{NameOf(check)}': the adapter {message}");
        else failures.Add($"{message} ['{NameOf(check)}']");
    }

    /// <exception cref="AdapterException">A check failed that was not forced; all that did are named.</exception>
    internal void ThrowIfFailed(string folder)
    {
        if (failures.Count > 0) throw new AdapterException($"{folder}: {string.Join("; and it ", failures)}.");
    }
}
