using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace PromptGen.Generator.Model;

/// <summary>A number that follows from named sizes.</summary>
internal abstract record SizeExpression
{
    public static SizeExpression operator *(SizeExpression left, SizeExpression right) => new Product(left, right);

    public static SizeExpression operator /(SizeExpression left, SizeExpression right) => new Quotient(left, right);

    public static SizeExpression operator +(SizeExpression left, SizeExpression right) => new Sum(left, right);

    public static implicit operator SizeExpression(long value) => new Whole(value);

    /// <summary>The value under a choice of sizes. Division rounds down; by 0 it gives 0 (checks have reported it then).</summary>
    public abstract BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes);

    /// <summary>As text: C# for emitted code, or words for a message.</summary>
    /// <param name="name">How a named size is written.</param>
    public string Write(Func<string, string> name) => Write(name, inner: false);

    protected abstract string Write(Func<string, string> name, bool inner);

    public abstract IEnumerable<string> Names { get; }

    /// <summary>Where the schema says it; nowhere, where it only follows from what the schema says.</summary>
    public abstract Spot At { get; init; }

    /// <summary>A size of the schema.</summary>
    internal sealed record Named(string Name) : SizeExpression
    {
        public override Spot At { get; init; }

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) => sizes.TryGetValue(Name, out var size) ? size : 0;

        protected override string Write(Func<string, string> name, bool inner) => name(Name);

        public override IEnumerable<string> Names => [Name];
    }

    /// <summary>A number.</summary>
    internal sealed record Whole(long Value) : SizeExpression
    {
        public override Spot At { get; init; }

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) => Value;

        protected override string Write(Func<string, string> name, bool inner) => Value.ToString(CultureInfo.InvariantCulture);

        public override IEnumerable<string> Names => [];
    }

    internal sealed record Product(SizeExpression Left, SizeExpression Right) : SizeExpression
    {
        public override Spot At { get; init; } = First(Left, Right);

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) => Left.Evaluate(sizes) * Right.Evaluate(sizes);

        protected override string Write(Func<string, string> name, bool inner) => Operation("*", Left, Right, name, inner);

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

        protected override string Write(Func<string, string> name, bool inner) => Operation("/", Left, Right, name, inner);

        public override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];
    }

    internal sealed record Sum(SizeExpression Left, SizeExpression Right) : SizeExpression
    {
        public override Spot At { get; init; } = First(Left, Right);

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) => Left.Evaluate(sizes) + Right.Evaluate(sizes);

        protected override string Write(Func<string, string> name, bool inner) =>
            Right is Whole { Value: < 0 } less ? Operation("-", Left, -less.Value, name, inner) : Operation("+", Left, Right, name, inner);

        public override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];
    }

    /// <summary>A size that may be 0, or what counts where it is.</summary>
    internal sealed record Fallback(SizeExpression Left, SizeExpression Right) : SizeExpression
    {
        public override Spot At { get; init; } = First(Left, Right);

        public override BigInteger Evaluate(IReadOnlyDictionary<string, BigInteger> sizes) =>
            Left.Evaluate(sizes) is { IsZero: false } left ? left : Right.Evaluate(sizes);

        protected override string Write(Func<string, string> name, bool inner)
        {
            var left = Left.Write(name, inner: true);
            var text = $"{left} > 0 ? {left} : {Right.Write(name, inner: true)}";
            return inner ? $"({text})" : text;
        }

        public override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];
    }

    private static Spot First(SizeExpression left, SizeExpression right) => left.At.IsNowhere ? right.At : left.At;

    private static string Operation(string sign, SizeExpression left, SizeExpression right, Func<string, string> name, bool inner)
    {
        var text = $"{left.Write(name, inner: true)} {sign} {right.Write(name, inner: true)}";
        return inner ? $"({text})" : text;
    }
}
