using System.Xml.Linq;
using PromptGen.Reports.Markup;

namespace PromptGen.Reports.Pages.Sections;

/// <summary>The hyper-parameters and the data.</summary>
internal static class RecipeSection
{
    public static XElement Of(RunRecord run)
    {
        var recipe = new DataTable("Hyper-parameters", "Name", "Value");
        foreach (var value in run.Recipe) recipe.Row(value.Name, value.Value);
        var data = new DataTable("Data files", "Split", "File", "#Examples", "SHA-256");
        foreach (var file in run.Data) data.Row(file.Split, Html.Tag("code", file.Path), Format.Count(file.Examples), file.Sha256 is { } hash ? Html.Tag("code", hash) : "–");
        return Html.Section("recipe", "Recipe", recipe.Element(), data.Element());
    }
}
