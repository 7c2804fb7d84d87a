namespace PromptGen.Tasks;

/// <summary>The examples of a file, in its order.</summary>
/// <typeparam name="TExample">What one is.</typeparam>
public interface IExamples<out TExample> : IReadOnlyList<TExample>
{
    /// <summary>Whether there are examples and none says what is right, as in the test split of a shared task.</summary>
    bool IsUnlabeled { get; }

    /// <summary>The labels in the order in which the file itself declares them, as the hub's Parquet does; null: it does not.</summary>
    IReadOnlyList<string>? DeclaredLabels { get; }

    /// <summary>What a user should be told although it is no error.</summary>
    IReadOnlyList<string> Notices { get; }

    /// <summary>The keys or columns of the file, of JSON lines those of the first; empty: its format has none.</summary>
    IReadOnlyList<string> Keys { get; }
}
