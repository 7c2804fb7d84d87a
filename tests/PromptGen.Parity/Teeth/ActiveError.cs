using System.Reflection;

namespace PromptGen.Parity.Teeth;

/// <summary>Which of the errors in a mutated product is made.</summary>
internal static class ActiveError
{
    /// <summary>No error.</summary>
    public const int None = -1;

    /// <summary>What reads it in the mutated product.</summary>
    public const string Number = "global::PromptGen.Mutated.ActiveError.Number";

    /// <summary>Where it is kept in the mutated product.</summary>
    public const string Source = "namespace PromptGen.Mutated { public static class ActiveError { public static int Number = -1; } }";

    /// <summary>Makes an error.</summary>
    /// <param name="mutated">A loaded copy of the product.</param>
    /// <param name="number">Which error.</param>
    public static void Set(Assembly mutated, int number) =>
        mutated.GetType("PromptGen.Mutated.ActiveError", throwOnError: true)!.GetField("Number")!.SetValue(null, number);
}
