using Microsoft.CodeAnalysis;

namespace PromptGen.Analyzers.Values;

/// <summary>PromptGen's types in one compilation.</summary>
internal sealed class PromptGenTypes
{
    private PromptGenTypes(Compilation compilation, INamedTypeSymbol encoder)
    {
        Encoder = encoder;
        Backbone = Find(compilation, "PromptGen.Encoders.Backbone`1");
        Frozen = Find(compilation, "PromptGen.Encoders.Frozen`1");
        PresetSizes = Find(compilation, "PromptGen.Encoders.PresetSizesAttribute");
        Prefix = Find(compilation, "PromptGen.Prefixes.Prefix`1");
        PrefixDepth = Find(compilation, "PromptGen.Prefixes.PrefixDepth");
        Model = Find(compilation, "PromptGen.PromptedModel`2");
        PromptedEncoder = Find(compilation, "PromptGen.PromptedEncoder`1");
        Forward = Find(compilation, "PromptGen.Forward");
        Head = Find(compilation, "PromptGen.Heads.Head`1");
        RowHead = Find(compilation, "PromptGen.Heads.SequenceClassificationHead`1");
        TokenHead = Find(compilation, "PromptGen.Heads.TokenClassificationHead`1");
        LabelSet = Find(compilation, "PromptGen.Tasks.LabelSet");
        Task = Find(compilation, "PromptGen.Tasks.AdapterTask");
        TrainingRows = Find(compilation, "PromptGen.Tasks.TrainingRows`1");
        Trainer = Find(compilation, "PromptGen.Training.Trainer");
        Optimizer = Find(compilation, "PromptGen.Training.AdamW");
        Tensor = Find(compilation, "TorchSharp.torch+Tensor");
        Range = Find(compilation, "System.ComponentModel.DataAnnotations.RangeAttribute");
    }

    public INamedTypeSymbol Encoder { get; }

    public INamedTypeSymbol? Backbone { get; }

    public INamedTypeSymbol? Frozen { get; }

    public INamedTypeSymbol? PresetSizes { get; }

    public INamedTypeSymbol? Prefix { get; }

    public INamedTypeSymbol? PrefixDepth { get; }

    public INamedTypeSymbol? Model { get; }

    public INamedTypeSymbol? PromptedEncoder { get; }

    public INamedTypeSymbol? Forward { get; }

    public INamedTypeSymbol? Head { get; }

    public INamedTypeSymbol? RowHead { get; }

    public INamedTypeSymbol? TokenHead { get; }

    public INamedTypeSymbol? LabelSet { get; }

    public INamedTypeSymbol? Task { get; }

    public INamedTypeSymbol? TrainingRows { get; }

    public INamedTypeSymbol? Trainer { get; }

    public INamedTypeSymbol? Optimizer { get; }

    public INamedTypeSymbol? Tensor { get; }

    public INamedTypeSymbol? Range { get; }

    /// <summary>Null where PromptGen is not referenced.</summary>
    public static PromptGenTypes? In(Compilation compilation) =>
        compilation.GetTypeByMetadataName("PromptGen.Encoders.Encoder") is { } encoder ? new PromptGenTypes(compilation, encoder) : null;

    /// <summary>Whether a type is one of these, whatever its arguments, or derives from it.</summary>
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? known)
    {
        if (known is null) return false;
        for (; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known)) return true;
        return false;
    }

    /// <summary>Whether a symbol is declared in PromptGen's own assembly.</summary>
    public bool Owns(ISymbol? symbol) => symbol is not null && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Encoder.ContainingAssembly);

    private static INamedTypeSymbol? Find(Compilation compilation, string name) => compilation.GetTypeByMetadataName(name);
}
