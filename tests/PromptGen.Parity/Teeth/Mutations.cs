namespace PromptGen.Parity.Teeth;

/// <summary>All errors, and the one assembly that can make most of them.</summary>
internal static class Mutations
{
    private static readonly IReadOnlyList<Mutation> Listed =
        [.. MethodMutations.All, .. DebertaMutations.All, .. GlmMutations.All, .. HeadMutations.All, .. FamilyMutations.All, MethodMutations.OnlyThePlainKernel];

    /// <summary>Each class of tests lists its own; they run beside one another and share the assembly.</summary>
    private static readonly Lazy<(byte[] Assembly, IReadOnlyDictionary<string, int> Numbers)> Together = new(() =>
    {
        var inBodies = Listed.Where(mutation => ProductSource.IsInBodies(mutation.Substitutions)).ToList();
        return (ProductSource.Compile([.. inBodies.Select(mutation => (IReadOnlyList<Substitution>)mutation.Substitutions)]),
            inBodies.Index().ToDictionary(mutation => mutation.Item.Name, mutation => mutation.Index, StringComparer.Ordinal));
    });

    /// <summary>The product without an error.</summary>
    public static (byte[] Assembly, int Number) None => (Together.Value.Assembly, ActiveError.None);

    /// <summary>The product with one error: an assembly, and the number that turns the error on.</summary>
    public static (byte[] Assembly, int Number) Product(Mutation mutation) => Together.Value.Numbers.TryGetValue(mutation.Name, out var number)
        ? (Together.Value.Assembly, number)
        : (ProductSource.Compile(mutation.Substitutions), ActiveError.None);
}
