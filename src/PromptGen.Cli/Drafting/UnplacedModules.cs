namespace PromptGen.Cli.Drafting;

/// <summary>Modules that have no place in the draft yet.</summary>
internal static class UnplacedModules
{
    /// <summary>The first that is as asked for, which then has a place; null: there is none.</summary>
    public static StoredModule? Take(this List<StoredModule> left, Func<StoredModule, bool> matches)
    {
        var found = left.FirstOrDefault(matches);
        if (found is not null) left.Remove(found);
        return found;
    }
}
