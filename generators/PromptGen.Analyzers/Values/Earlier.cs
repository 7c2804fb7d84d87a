using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PromptGen.Analyzers.Values;

/// <summary>What certainly ran before an operation: the whole statements before it, in its own block and in the blocks around.</summary>
internal static class Earlier
{
    /// <summary>These statements, from near to far.</summary>
    /// <returns>None from outside of a local function, which may have run before them, and none where a label lets code be left out.</returns>
    public static IEnumerable<IOperation> Than(IOperation operation)
    {
        for (var inner = operation; inner.Parent is { } outer and not ILocalFunctionOperation; inner = outer)
        {
            if (outer is not IBlockOperation block) continue;
            var own = block.Operations.IndexOf(inner);
            for (var i = own; i >= 0; i--)
                if (block.Operations[i] is ILabeledOperation) yield break;
            for (var i = own - 1; i >= 0; i--) yield return block.Operations[i];
        }
    }
}
