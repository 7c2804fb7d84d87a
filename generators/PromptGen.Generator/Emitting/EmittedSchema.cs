using PromptGen.Generator.Checking;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>What a schema gives in the end: a file, or nothing, because its findings say why not.</summary>
internal sealed record EmittedSchema(EncoderFile? File, EquatableArray<Finding> Findings)
{
    /// <summary>Writes the encoder of a schema, where it has a model and a name of its own.</summary>
    public static EmittedSchema Of(Architecture? model, NameClaims names, string ns, ProjectNames project) =>
        model is null || !names.Admit(model) || NameClaims.Clash(model, project) is not null
        ? new EmittedSchema(null, [])
        : Guard.Run(
            model.SchemaFile,
            () => new EmittedSchema(EncoderFile.Emit(model, ns, project), []),
            finding => new EmittedSchema(null, [finding]));
}
