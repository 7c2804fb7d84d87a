using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Checking;

/// <summary>Widths that must be the same where nothing lies between.</summary>
internal static class WidthCheck
{
    public static void Run(Architecture architecture, Findings findings)
    {
        if (architecture.Embeddings.Width != architecture.Layers.Width)
        {
            findings.Add(Rules.PartNeeded, architecture.Embeddings.At.Place, "An embedding width that is not the layers'", "a projection between them",
                "give both one width");
        }
    }
}
