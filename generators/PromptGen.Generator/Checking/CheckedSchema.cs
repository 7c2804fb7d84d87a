using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Checking;

/// <summary>A schema, read and checked.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Name">The architecture that it claims; empty where it names none.</param>
/// <param name="NamedAt">Where it does.</param>
/// <param name="Model">Null where anything is wrong with it.</param>
/// <param name="Findings">Everything that is.</param>
internal sealed record CheckedSchema(string Path, string Name, Place NamedAt, Architecture? Model, EquatableArray<Finding> Findings)
{
    /// <summary>Reads and checks a schema with its bases.</summary>
    public static CheckedSchema Of(SchemaChain chain)
    {
        var path = chain.Own.Source.Path;
        return Guard.Run(
            path,
            () =>
            {
                var (model, findings) = Check(chain);
                var isWrong = findings.Any(finding => finding.IsError);
                return new CheckedSchema(
                    path, model?.Name ?? "", model?.At.Place ?? default, isWrong ? null : model, new CauseSearch(chain, findings, other => Check(other).Findings).Run());
            },
            finding => new CheckedSchema(path, "", default, null, [finding]));
    }

    private static (Architecture? Model, EquatableArray<Finding> Findings) Check(SchemaChain chain)
    {
        var findings = new Findings();
        var model = SchemaReader.Read(chain, findings);
        if (model is not null)
        {
            PathCheck.Run(model, findings);
            NameCheck.Run(model, findings);
            // Sizes that were stood in for give numbers that mean nothing.
            if (!findings.HasErrors) WidthCheck.Run(model, findings);
            if (!findings.HasErrors) SizeCheck.Run(model, findings);
            if (!findings.HasErrors) PresetCheck.Run(model, findings);
        }
        return (model, findings.ToArray());
    }
}
