using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>A linear map: <c>weight</c> and, unless the schema says otherwise, <c>bias</c>.</summary>
internal sealed record Linear(string From, bool Bias, Spot At)
{
    public IEnumerable<WeightModule> Weights(string field, SizeExpression inputs, SizeExpression outputs) =>
        [new(field, From, At, Bias ? inputs * outputs + outputs : inputs * outputs)];
}
