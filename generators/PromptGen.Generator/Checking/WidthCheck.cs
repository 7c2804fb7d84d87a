using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Checking;

/// <summary>Widths that must be the same where nothing lies between.</summary>
internal static class WidthCheck
{
    public static void Run(Architecture architecture, Findings findings)
    {
        var embeddings = architecture.Embeddings;
        if (embeddings.Width == architecture.Layers.Width)
        {
            if (embeddings.Projection is { Presence: ProjectionPresence.WidthsDiffer } projection)
                findings.Add(Rules.PartNeeded, projection.Linear.At.Place, "A projection where 'widthsDiffer'", "an embedding width of its own", "give one, or remove the projection");
            return;
        }
        if (embeddings.Projection is null)
            findings.Add(Rules.PartNeeded, embeddings.At.Place, "An embedding width that is not the layers'", "a projection between them", "give both one width");
        foreach (var form in architecture.Heads.Where(form => form.Tied is not null && form.Dense is null))
            findings.Add(Rules.PartNeeded, form.At.Place, "A head that scores words by a table of another width than the layers'", "a 'dense' layer to that width", "add it");
    }
}
