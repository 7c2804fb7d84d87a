namespace PromptGen.Generator.Model;

/// <summary>A division whose rest must be 0.</summary>
internal sealed record Division(SizeExpression Whole, SizeExpression Parts);
