namespace PromptGen.Generator.Model;

/// <summary>A module that holds weights: the unit of the checkpoint map and of counting parameters.</summary>
/// <param name="Module">Its path among the encoder's fields.</param>
/// <param name="From">Its path in a checkpoint, as the schema writes it.</param>
/// <param name="At">Where the schema does.</param>
/// <param name="Parameters">How many numbers it holds.</param>
/// <param name="EachLayer">Whether every layer has one.</param>
/// <param name="Tensor">The one tensor that it is, where its checkpoint path is that of a tensor and not of a module.</param>
internal sealed record WeightModule(string Module, string From, Spot At, SizeExpression Parameters, bool EachLayer = false, string? Tensor = null)
{
    /// <summary>What must hold for it to be there.</summary>
    public EquatableArray<Condition> When { get; init; } = [];

    /// <summary>The same module inside another.</summary>
    public WeightModule Inside(string parent) => this with { Module = parent + "." + Module };

    /// <summary>The same module where more must hold.</summary>
    public WeightModule If(EquatableArray<Condition> conditions) => this with { When = [.. conditions, .. When] };
}
