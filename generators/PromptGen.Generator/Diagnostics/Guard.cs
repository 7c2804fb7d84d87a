using System;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Diagnostics;

/// <summary>Keeps a fault of the generator from taking the compiler down: it becomes PGEN901 on the schema that met it.</summary>
internal static class Guard
{
    /// <param name="path">The schema.</param>
    /// <param name="step">What to do.</param>
    /// <param name="failed">What the step gives instead.</param>
    public static T Run<T>(string path, Func<T> step, Func<Finding, T> failed)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return failed(new Finding(Rules.Internal.Id, new SchemaText(path, null, SchemaRole.Emit).Start, [$"{e.GetType().Name}: {e.Message}"]));
        }
    }
}
