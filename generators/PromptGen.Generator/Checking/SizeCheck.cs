using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using PromptGen.Generator.Diagnostics;
using PromptGen.Generator.Model;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Checking;

/// <summary>
/// What sizes must be, alone and to each other: as numbers of the schema, where no configuration changes them; and as those of each preset.
/// </summary>
internal static class SizeCheck
{
    /// <summary>Checks what the schema fixes.</summary>
    public static void Run(Architecture architecture, Findings findings)
    {
        foreach (var demand in Demands(architecture).Where(demand => !demand.Of.Any(IsOpen)))
            Check(demand, "This schema", demand.Of.Select(size => size.At).FirstOrDefault(at => !at.IsNowhere) is { IsNowhere: false } at ? at : architecture.At, new Dictionary<string, BigInteger>(), findings);
    }

    /// <summary>Checks what a preset makes of it.</summary>
    /// <returns>Whether all is as it must be.</returns>
    public static bool Run(Architecture architecture, Preset preset, IReadOnlyDictionary<string, BigInteger> sizes, Findings findings) =>
        Demands(architecture).Where(demand => demand.Of.Any(IsOpen))
            .All(demand => Check(demand, $"Preset '{preset.Name}'", preset.At, sizes, findings));

    private static bool IsOpen(SizeExpression size) => size.Names.Any();

    private static bool Check(Demand demand, string who, Spot at, IReadOnlyDictionary<string, BigInteger> sizes, Findings findings)
    {
        var values = demand.Of.Select(size => size.Evaluate(sizes)).ToList();
        if (demand.Holds(values)) return true;
        findings.Add(demand.Rule, at.Place, [who, .. demand.Of.Zip(values, Written), .. demand.More]);
        return false;
    }

    private static IEnumerable<Demand> Demands(Architecture architecture)
    {
        foreach (var width in architecture.Numbers)
        {
            var least = width is SizeExpression.Named named && architecture.Sizes.Any(size => size.Name == named.Name && size.IsOptional) ? 0 : 1;
            yield return new Demand(Rules.UnusableSize, [width], values => values[0] >= least && values[0] <= int.MaxValue);
        }
        foreach (var division in architecture.Divisions)
            yield return new Demand(Rules.NotDivisible, [division.Whole, division.Parts], values => !values[1].IsZero && (values[0] % values[1]).IsZero);
        if (architecture.Layers.Convolution is { } convolution)
        {
            yield return new Demand(Rules.NoSuchLayer, [architecture.Layers.Count, convolution.Kernel], values => values[1].IsZero || convolution.Layer < values[0], convolution.Layer.ToString(CultureInfo.InvariantCulture));
            yield return new Demand(Rules.EvenKernel, [convolution.Kernel], values => values[0].IsZero || !values[0].IsEven);
        }
        if (architecture.ScoreBias is ScoreBias.Learned bias)
            yield return new Demand(Rules.NoRoomForSteps, [bias.Farthest, bias.Buckets], values => values[0] > values[1] / 4);
        var words = architecture.Embeddings.Tables.First(table => table.Index == TableIndex.Ids).Rows;
        foreach (var id in architecture.Ids)
            if (id.Default is { } value)
                yield return new Demand(Rules.IdBeyondWords, [words], values => value < values[0], id.Name, value.ToString(CultureInfo.InvariantCulture));
        if (architecture.Embeddings.Positions is { Count: PositionCount.AfterPadding, Padding: { } name } positions && architecture.Ids.First(id => id.Name == name).Default is { } padding)
        {
            var rooms = architecture.Embeddings.Tables.Where(table => table.Index == TableIndex.Positions).Select(table => table.Rows).ToList();
            if (positions.Limit is { } limit) rooms.Add(limit);
            foreach (var room in rooms)
                yield return new Demand(Rules.NoRoomForTokens, [room], values => values[0] > padding + 1, (padding + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Written(SizeExpression expression, BigInteger value)
    {
        var number = value.ToString(CultureInfo.InvariantCulture);
        return !IsOpen(expression) ? number : $"{expression.Write(name => name)} {number}";
    }
}
