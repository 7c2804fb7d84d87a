namespace PromptGen.Generator.Model;

/// <summary>A module that holds weights: the unit of the checkpoint map and of counting parameters.</summary>
/// <param name="Module">Its path among the encoder's fields.</param>
/// <param name="From">Its path in a checkpoint, as the schema writes it.</param>
/// <param name="At">Where the schema does.</param>
/// <param name="Parameters">How many numbers it holds.</param>
/// <param name="EachLayer">Whether every layer has one.</param>
internal sealed record WeightModule(string Module, string From, Spot At, SizeExpression Parameters, bool EachLayer = false)
{
    /// <summary>The same module inside another.</summary>
    public WeightModule Inside(string parent) => this with { Module = parent + "." + Module };
}
