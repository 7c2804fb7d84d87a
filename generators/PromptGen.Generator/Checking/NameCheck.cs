using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Emitting;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Checking;

/// <summary>Names that become C#: none twice in one place, none that would hide what generated code needs.</summary>
internal static class NameCheck
{
    /// <summary>What a record, an object or the config's own code already has.</summary>
    private static readonly string[] ConfigMembers =
    [
        "Read", "Checked", "Clone", "Equals", "GetHashCode", "ToString", "GetType", "PrintMembers", "EqualityContract", "MemberwiseClone", "Finalize",
        "ReferenceEquals",
    ];

    /// <summary>Members of TorchSharp's modules that a field could hide; a test compares them with the assembly.</summary>
    internal static readonly string[] ModuleMembers =
    [
        "apply", "bfloat16", "bool", "buffers", "byte", "call", "char", "children", "cpu", "cuda", "disposed", "double", "eval", "float",
        "forward", "half", "handle", "int", "load", "long", "modules", "name", "parameters", "save", "short", "to", "train", "training",
        "type",
    ];

    /// <summary>Parameters and locals of generated methods.</summary>
    private static readonly string[] Locals = ["config", "input", "positions", "x", "mask", "context", "prefix", "nameof", "value", "layer", "contexts", "functional"];

    public static void Run(Architecture architecture, Findings findings)
    {
        CheckConfig(architecture, findings);
        CheckTypes(architecture, findings);
        CheckFields([.. architecture.Embeddings.Tables.Select(table => (table.Name, table.Name, table.NamedAt))], "table", ["norm", "dropout", "projection"], findings);
        foreach (var kind in architecture.Layers.Kinds) CheckFields([.. kind.Blocks.SelectMany(LayerFields)], "block", [], findings);
    }

    private static void CheckConfig(Architecture architecture, Findings findings)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var size in architecture.Sizes) Claim("size", size.Name, Text.Pascal(size.Name), size.At, type: "");
        foreach (var rate in architecture.Rates) Claim(rate.What, rate.Name, Text.Pascal(rate.Name), rate.At, type: "");
        foreach (var id in architecture.Ids) Claim("id", id.Name, ConfigEmitter.IdMember(id), id.At, type: "");
        foreach (var option in architecture.Options) Claim("option", option.Name, Text.Pascal(option.Name), option.At, type: option.Kind.ToString());
        foreach (var preset in architecture.Presets) Claim("preset", preset.Name, Text.PresetMember(preset.Name, architecture.Name), preset.At, type: "");

        void Claim(string what, string name, string member, Spot at, string type)
        {
            if (member.Length == 0)
                findings.Add(Rules.IllegalName, at.Place, name, $"a {what}", "letters and digits, with '_', '-' and '.' between them");
            else if (ConfigMembers.Contains(member) || member == architecture.Name + "Config")
                findings.Add(Rules.ReservedName, at.Place, name, member, "a config has already");
            else if (type != member && ConfigEmitter.EnumTypes.Contains(member))
                findings.Add(Rules.ReservedName, at.Place, name, member, "names a type there");
            else Distinct(members, what, name, member, at, findings);
        }
    }

    /// <summary>The names of all types that a schema gives.</summary>
    public static IEnumerable<string> Types(Architecture architecture) =>
    [
        .. EncoderFile.Parts(architecture).Select(part => architecture.Name + part),
        LayerEmitter.ClassName(architecture),
        .. architecture.LayerKind.Blocks.Select(block => BlockEmitter.ClassName(architecture, block)),
    ];

    private static void CheckTypes(Architecture architecture, Findings findings)
    {
        foreach (var part in EncoderFile.Parts(architecture))
            if (architecture.Name.Length > 0 && UsedNames.Types.ContainsKey(architecture.Name + part)) findings.Add(Rules.ReservedName, architecture.At.Place, architecture.Name, architecture.Name + part, "names a type there");
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in EncoderFile.Parts(architecture)) types[architecture.Name + part] = $"the {Text.Words(part).Trim()} of the schema";
        if (architecture.Layers.Kinds.Count == 0) return;
        // Several kinds are members of one record, and their layers of one class.
        var layer = architecture.LayerKind;
        Claim("layer kind", layer.Name, LayerEmitter.ClassName(architecture), layer.At);
        foreach (var block in layer.Blocks) Claim("block", block.Name, BlockEmitter.ClassName(architecture, block), block.At);
        foreach (var kind in architecture.Layers.Kinds.Where(kind => architecture.Layers.Kinds.Count > 1 && ConfigMembers.Contains(Text.Pascal(kind.Name))))
            findings.Add(Rules.ReservedName, kind.At.Place, kind.Name, Text.Pascal(kind.Name), "a record has already");

        void Claim(string what, string name, string type, Spot at)
        {
            if (UsedNames.Types.ContainsKey(type)) findings.Add(Rules.ReservedName, at.Place, name, type, "names a type there");
            else Distinct(types, what, name, type, at, findings);
        }
    }

    private static IEnumerable<(string Name, string Field, Spot At)> LayerFields(Block block)
    {
        yield return (block.Name, block.Name, block.At);
        if (block.NormBefore is not null) yield return (block.Name, block.NormBeforeField, block.At);
        if (block.NormAfter is not null) yield return (block.Name, block.NormAfterField, block.At);
        if (block.Dropout is not null) yield return (block.Name, block.DropoutField, block.At);
    }

    private static void CheckFields(IReadOnlyList<(string Name, string Field, Spot At)> fields, string what, IReadOnlyList<string> own, Findings findings)
    {
        var claimed = own.ToDictionary(name => name, name => $"the {name} of the embeddings", StringComparer.Ordinal);
        foreach (var (name, field, at) in fields)
        {
            if (SyntaxFacts.GetKeywordKind(field) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(field) != SyntaxKind.None)
                findings.Add(Rules.ReservedName, at.Place, name, field, "is a word of the language");
            else if (ModuleMembers.Contains(field)) findings.Add(Rules.ReservedName, at.Place, name, field, "every module has already");
            else if (Locals.Contains(field)) findings.Add(Rules.ReservedName, at.Place, name, field, "generated methods use");
            else Distinct(claimed, what, name, field, at, findings);
        }
    }

    private static void Distinct(Dictionary<string, string> claimed, string what, string name, string member, Spot at, Findings findings)
    {
        if (claimed.TryGetValue(member, out var other)) findings.Add(Rules.SameMember, at.Place, name, member, other);
        else claimed[member] = $"the {what} '{name}'";
    }
}
