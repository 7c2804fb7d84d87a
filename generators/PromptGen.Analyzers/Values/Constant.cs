using System;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace PromptGen.Analyzers.Values;

/// <summary>Numbers that are certain at compile time.</summary>
internal static class Constant
{
    /// <summary>A whole number.</summary>
    public static long? Integer(IOperation value) => Value(value) switch
    {
        int number => number,
        long number => number,
        short number => number,
        byte number => number,
        _ => null,
    };

    /// <summary>Any number.</summary>
    public static double? Number(IOperation value) => Value(value) is { } constant and (int or long or short or byte or float or double)
        ? ((IConvertible)constant).ToDouble(CultureInfo.InvariantCulture)
        : null;

    // A constant made nullable is no constant of C#; before the conversion it is.
    private static object? Value(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: { } constant } ? constant : Origin.Of(value).ConstantValue is { HasValue: true, Value: { } origin } ? origin : null;
}
