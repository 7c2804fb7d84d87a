namespace PromptGen.Tasks.Metrics;

/// <summary>What answers without a model: what a model must beat.</summary>
/// <typeparam name="TExample">An example.</typeparam>
/// <typeparam name="TAnswer">An answer to it.</typeparam>
/// <param name="Name">What it says, such as <c>majority 'bad'</c>.</param>
/// <param name="Answer">Its answer to an example, of which it does not look at the label.</param>
/// <param name="IsConstant">Whether that is the same for all examples, so that without training examples those that are measured may make it.</param>
public sealed record Baseline<TExample, TAnswer>(string Name, Func<TExample, TAnswer> Answer, bool IsConstant = true);
