using System;
using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Emitting;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Checking;

/// <summary>Which names each schema of a project claims: its architecture, its C# types, and the model types that it answers to.</summary>
internal sealed record NameClaims(EquatableArray<NameClaim> All)
{
    public static NameClaims Of(IEnumerable<CheckedSchema> schemas) => new(schemas
        .Where(schema => schema.Name.Length > 0)
        .Select(schema => new NameClaim(
            schema.Name,
            schema.Path,
            schema.Model is null ? [] : NameCheck.Types(schema.Model).ToEquatable(),
            schema.Model is null ? [] : schema.Model.ModelTypes.Select(type => type.Name).ToEquatable(),
            schema.Model is null ? [] : schema.Model.Requires.ToEquatable()))
        .OrderBy(claim => claim.Path, StringComparer.Ordinal)
        .ToEquatable());

    /// <summary>Whether nothing that a schema claims is claimed by another.</summary>
    public bool Admit(Architecture model) => !All
        .Where(claim => claim.Name == model.Name)
        .Skip(1)
        .Concat(All.Where(claim => claim.Name != model.Name && (claim.Types.Intersect(NameCheck.Types(model)).Any() || model.ModelTypes.Any(type => claim.Answers(type.Name, model)))))
        .Any();

    /// <summary>The name that the project has already, where a schema's code needs it.</summary>
    public static TakenName? Clash(Architecture model, ProjectNames project) =>
        project.Taken.FirstOrDefault(taken => taken.Type is null || NameCheck.Types(model).Contains(taken.Type));

    /// <summary>A schema's findings, and more where others, or the project's own code, claim its names.</summary>
    public EquatableArray<Finding> AddTo(CheckedSchema schema, ProjectNames project)
    {
        var rivals = All.Where(claim => claim.Path != schema.Path).ToList();
        if (rivals.FirstOrDefault(claim => claim.Name == schema.Name) is { } same)
            return [.. schema.Findings, new Finding(Rules.SameArchitecture.Id, schema.NamedAt, [schema.Name, same.FileName])];
        if (schema.Model is not { } model) return schema.Findings;
        var types = NameCheck.Types(model).ToList();
        return
        [
            .. schema.Findings,
            .. Clash(model, project) is { } clash ? [new Finding(Rules.TakenName.Id, schema.NamedAt, [clash.Name, clash.What])] : Array.Empty<Finding>(),
            .. rivals.Select(rival => (rival, Type: types.FirstOrDefault(rival.Types.Contains))).Where(clash => clash.Type is not null)
                .Select(clash => new Finding(Rules.SameType.Id, schema.NamedAt, [clash.Type!, clash.rival.FileName])),
            .. model.ModelTypes.SelectMany(type => rivals.Where(rival => rival.Answers(type.Name, model))
                .Select(rival => new Finding(Rules.SameModelType.Id, type.At.Place, [type.Name, rival.FileName]))),
        ];
    }
}

/// <summary>What one schema claims.</summary>
/// <param name="Name">The architecture.</param>
/// <param name="Path">The schema.</param>
/// <param name="Types">The C# types; none where the schema is in error.</param>
/// <param name="ModelTypes">The model types; none where the schema is in error.</param>
/// <param name="Requires">What a configuration must say besides.</param>
internal sealed record NameClaim(string Name, string Path, EquatableArray<string> Types, EquatableArray<string> ModelTypes, EquatableArray<RequiredKey> Requires)
{
    /// <summary>
    /// Whether it answers to configurations that another schema answers to, as <c>EncoderRegistry</c> finds them: one that requires something goes before one that
    /// requires nothing, and two that do are told apart by a key whose values no configuration has both of.
    /// </summary>
    public bool Answers(string modelType, Architecture other) => ModelTypes.Contains(modelType)
        && Requires.Any() == other.Requires.Any()
        && !Requires.Any(mine => other.Requires.Any(mine.Excludes));

    public string FileName => Path.Substring(Path.LastIndexOf('/') + 1);
}
