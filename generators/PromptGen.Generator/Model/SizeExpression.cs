using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace PromptGen.Generator.Model;

/// <summary>A number that follows from named sizes.</summary>
internal abstract record SizeExpression
{
    /// <summary>Far beyond any size: products of products would have more digits than memory.</summary>
    private static readonly BigInteger Largest = BigInteger.Pow(2, 256);

    private const int OfSums = 1, OfProducts = 2, OfAll = 3;

    public static SizeExpression operator *(SizeExpression left, SizeExpression right) => new Product(left, right);

    public static SizeExpression operator /(SizeExpression left, SizeExpression right) => new Quotient(left, right);

    public static SizeExpression operator +(SizeExpression left, SizeExpression right) => new Sum(left, right);

    public static implicit operator SizeExpression(long value) => new Whole(value);

    /// <summary>The value under a choice of sizes. Division rounds down; by 0 it gives 0 (checks have reported it then).</summary>
    public abstract BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes);

    /// <summary>As text: C# for emitted code, or words for a message.</summary>
    /// <param name="name">How a named size is written.</param>
    public string Write(Func<string, string> name) => Write(name, binding: 0);

    /// <param name="name">How a named size is written.</param>
    /// <param name="binding">How firmly what stands around it binds; what binds less gets parentheses.</param>
    protected abstract string Write(Func<string, string> name, int binding);

    public abstract IEnumerable<string> Names { get; }

    /// <summary>Where the schema says it; nowhere, where it only follows from what the schema says.</summary>
    public abstract Spot At { get; init; }

    /// <summary>A size of the schema.</summary>
    internal sealed record Named(string Name) : SizeExpression
    {
        public override Spot At { get; init; }

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) => sizes.TryGetValue(Name, out var size) ? size : 0;

        protected override string Write(Func<string, string> name, int binding) => name(Name);

        public override IEnumerable<string> Names => [Name];
    }

    /// <summary>A number.</summary>
    internal sealed record Whole(long Value) : SizeExpression
    {
        public override Spot At { get; init; }

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) => Value;

        protected override string Write(Func<string, string> name, int binding) => Value.ToString(CultureInfo.InvariantCulture);

        public override IEnumerable<string> Names => [];
    }

    internal sealed record Product(SizeExpression Left, SizeExpression Right) : SizeExpression
    {
        public override Spot At { get; init; } = First(Left, Right);

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) => BigInteger.Min(Largest, Left.Evaluate(sizes) * Right.Evaluate(sizes));

        protected override string Write(Func<string, string> name, int binding) => Operation("*", OfProducts, Left, Right, name, binding);

        public override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];
    }

    internal sealed record Quotient(SizeExpression Left, SizeExpression Right) : SizeExpression
    {
        public override Spot At { get; init; } = First(Left, Right);

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes)
        {
            var divisor = Right.Evaluate(sizes);
            return divisor.IsZero ? 0 : Left.Evaluate(sizes) / divisor;
        }

        protected override string Write(Func<string, string> name, int binding) => Operation("/", OfProducts, Left, Right, name, binding);

        public override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];
    }

    internal sealed record Sum(SizeExpression Left, SizeExpression Right) : SizeExpression
    {
        public override Spot At { get; init; } = First(Left, Right);

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) => Left.Evaluate(sizes) + Right.Evaluate(sizes);

        protected override string Write(Func<string, string> name, int binding) =>
            Right is Whole { Value: < 0 } less ? Operation("-", OfSums, Left, -less.Value, name, binding) : Operation("+", OfSums, Left, Right, name, binding);

        public override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];
    }

    /// <summary>A size that may be 0, or what counts where it is.</summary>
    internal sealed record Fallback(SizeExpression Left, SizeExpression Right) : SizeExpression
    {
        public override Spot At { get; init; } = First(Left, Right);

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) =>
            Left.Evaluate(sizes) is { IsZero: false } left ? left : Right.Evaluate(sizes);

        protected override string Write(Func<string, string> name, int binding)
        {
            var left = Left.Write(name, OfAll);
            var text = $"{left} > 0 ? {left} : {Right.Write(name, OfAll)}";
            return binding > 0 ? $"({text})" : text;
        }

        public override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];
    }

    private static Spot First(SizeExpression left, SizeExpression right) => left.At.IsNowhere ? right.At : left.At;

    // Operations of one kind bind to the left.
    private static string Operation(string sign, int own, SizeExpression left, SizeExpression right, Func<string, string> name, int binding)
    {
        var text = $"{left.Write(name, own)} {sign} {right.Write(name, own + 1)}";
        return own < binding ? $"({text})" : text;
    }
}
