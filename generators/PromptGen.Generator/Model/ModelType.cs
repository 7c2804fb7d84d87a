namespace PromptGen.Generator.Model;

/// <summary>A <c>model_type</c> of <c>config.json</c> that an encoder answers to.</summary>
internal sealed record ModelType(string Name, Spot At);
