namespace PromptGen.Parity.Teeth;

/// <summary>All errors, and the one assembly that can make most of them.</summary>
internal static class Mutations
{
    private static readonly IReadOnlyList<Mutation> Listed =
        [.. MethodMutations.All, .. DebertaMutations.All, .. GlmMutations.All, .. HeadMutations.All, .. FamilyMutations.All, MethodMutations.OnlyThePlainKernel];

    private static readonly Lazy<IReadOnlyDictionary<string, int>> Numbers = new(() => Listed
        .Where(mutation => ProductSource.IsInBodies(mutation.Substitutions)).Index()
        .ToDictionary(mutation => mutation.Item.Name, mutation => mutation.Index, StringComparer.Ordinal));

    private static readonly Lazy<byte[]> Compiled = new(() => ProductSource.Compile(
        [.. Listed.Where(mutation => NumberOf(mutation) is not null).Select(mutation => (IReadOnlyList<Substitution>)mutation.Substitutions)]));

    /// <summary>The product with all errors that have a number. Each class of tests lists its own errors; they run beside one another and share this.</summary>
    public static byte[] Together => Compiled.Value;

    /// <summary>What turns an error on; null: it lies in no body of a member, and is compiled alone.</summary>
    public static int? NumberOf(Mutation mutation) => Numbers.Value.TryGetValue(mutation.Name, out var number) ? number : null;
}
