using System.Collections.Generic;

namespace PromptGen.Generator.Reading;

/// <summary>What a schema is there for.</summary>
internal enum SchemaRole
{
    /// <summary>To give an encoder.</summary>
    Emit,

    /// <summary>To be extended.</summary>
    Base,

    /// <summary>To be extended where the project has no schema of its own by that file name: those of packages.</summary>
    Package,
}

/// <summary>The roles as project files write them.</summary>
internal static class SchemaRoles
{
    public static readonly IReadOnlyDictionary<string, SchemaRole> All = new Dictionary<string, SchemaRole>(System.StringComparer.OrdinalIgnoreCase)
    {
        ["emit"] = SchemaRole.Emit,
        ["base"] = SchemaRole.Base,
        ["package"] = SchemaRole.Package,
    };
}
