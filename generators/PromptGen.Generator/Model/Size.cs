using System.Collections.Generic;

namespace PromptGen.Generator.Model;

/// <summary>A named number of a config: read from <c>config.json</c>, or following from other sizes.</summary>
/// <param name="Config">The key; null: the size follows from others.</param>
/// <param name="Value">Without a key: what it is. With one: what it is where the key is absent; null: the key must be there.</param>
/// <param name="Unset">The number in <c>config.json</c> that means an absent key; null: there is none.</param>
internal sealed record Size(string Name, string? Config, SizeExpression? Value, long? Unset, Spot At)
{
    /// <summary>Other keys under which a <c>config.json</c> may have it.</summary>
    public EquatableArray<string> OtherKeys { get; init; } = [];

    /// <summary>Whether every preset must give it.</summary>
    public bool IsRequired => Config is not null && Value is null;

    /// <summary>Whether it may be 0: then what has that size is absent.</summary>
    public bool IsOptional => Config is not null && Value is SizeExpression.Whole { Value: 0 };

    /// <summary>A default rounds down instead, as the reference implementations of such defaults do.</summary>
    public IEnumerable<Division> Divisions => Config is null ? DivisionsOf(Value) : [];

    public static IEnumerable<Division> DivisionsOf(SizeExpression? value) => value switch
    {
        SizeExpression.Quotient quotient => [.. DivisionsOf(quotient.Left), new Division(quotient.Left, quotient.Right)],
        SizeExpression.Product product => [.. DivisionsOf(product.Left), .. DivisionsOf(product.Right)],
        SizeExpression.Sum sum => [.. DivisionsOf(sum.Left), .. DivisionsOf(sum.Right)],
        SizeExpression.Fallback fallback => [.. DivisionsOf(fallback.Left), .. DivisionsOf(fallback.Right)],
        _ => [],
    };
}
