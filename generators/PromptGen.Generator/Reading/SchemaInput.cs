using System;
using Microsoft.CodeAnalysis;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Reading;

/// <summary>An additional file that is a schema, or that someone may take for one: then it says what keeps it from being one.</summary>
internal sealed record SchemaInput(SchemaText? Schema, EquatableArray<Finding> Findings)
{
    /// <summary>Judges an additional file by the role that its item gives it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="role">Null or empty: it is no schema's item.</param>
    /// <param name="text">Reads it; null where that fails.</param>
    /// <returns>Null: it has nothing to do with schemas.</returns>
    public static SchemaInput? Of(string path, string? role, Func<string?> text)
    {
        path = path.Replace('\\', '/');
        if (string.IsNullOrEmpty(role)) return LooksLikeSchema(path, text) ? Refused(Rules.NoItem, path) : null;
        return SchemaRoles.All.TryGetValue(role!, out var known)
            ? new SchemaInput(new SchemaText(path, text(), known), [])
            : Refused(Rules.UnknownRole, path, role!, Suggestion.For(role!, ["emit", "base"], "use", ""));
    }

    private static SchemaInput Refused(DiagnosticDescriptor rule, string path, params string[] arguments)
    {
        var place = new SchemaText(path, null, SchemaRole.Base).Start;
        return new SchemaInput(null, [new Finding(rule.Id, place, arguments.ToEquatable())]);
    }

    // Additional files are for all analyzers; only what says the word is read further.
    private static bool LooksLikeSchema(string path, Func<string?> text)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || text() is not { } json) return false;
        if (json.Length > SchemaLimits.Characters || json.IndexOf("\"architecture\"", StringComparison.Ordinal) < 0) return false;
        if (JsonReader.Read(path, json, new Findings()) is not { } root) return false;
        var names = 0;
        foreach (var member in root.Members)
            if (member.Name is "architecture" or "modelType" or "summary" && member.Value.Kind is JsonKind.String or JsonKind.Array) names++;
        return names == 3;
    }
}
