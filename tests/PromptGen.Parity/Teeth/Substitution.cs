namespace PromptGen.Parity.Teeth;

/// <summary>One piece of source text in the place of another. It names a symbol, not a file, so that code may move.</summary>
/// <param name="Symbol">
/// A type of the product, or a member of one, without namespace: <c>Prefix</c>, <c>Prefix.FromFlat</c>, <c>Pooling.TokenPooling.Token</c>.
/// A constructor is <c>Prefix.new</c>. Overloads are searched together.
/// </param>
/// <param name="Old">What stands in its declaration, exactly once.</param>
/// <param name="New">What is compiled instead.</param>
public sealed record Substitution(string Symbol, string Old, string New);
