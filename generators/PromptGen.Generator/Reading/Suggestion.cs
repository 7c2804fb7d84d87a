using System;
using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Reading;

/// <summary>The second half of a message about a name that is not known.</summary>
internal static class Suggestion
{
    /// <summary>The nearest known name as a question, or all of them.</summary>
    /// <param name="found">What was written.</param>
    /// <param name="known">What may be written.</param>
    /// <param name="introduction">Before the list of all, such as <c>use</c>.</param>
    /// <param name="none">Where there is nothing to list.</param>
    public static string For(string found, IEnumerable<string> known, string introduction, string none)
    {
        var all = known.ToList();
        if (all.Count == 0) return none;
        var nearest = all.OrderBy(name => Distance(found, name)).ThenBy(name => name, StringComparer.Ordinal).First();
        return Distance(found, nearest) <= Math.Max(1, found.Length / 3)
            ? $"did you mean '{nearest}'?"
            : $"{introduction} {List(all, "or")}";
    }

    /// <summary><c>'a', 'b' or 'c'</c></summary>
    public static string List(IEnumerable<string> names, string conjunction)
    {
        var quoted = names.Select(name => $"'{name}'").ToList();
        return quoted.Count < 2
            ? string.Concat(quoted)
            : string.Join(", ", quoted.Take(quoted.Count - 1)) + $" {conjunction} " + quoted[quoted.Count - 1];
    }

    /// <summary>How many letters must be inserted, removed, replaced or swapped with the next (Damerau's distance, restricted); case counts for nothing.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 100) return int.MaxValue;
        (a, b) = (a.ToLowerInvariant(), b.ToLowerInvariant());
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        for (var j = 1; j <= b.Length; j++)
        {
            var change = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            table[i, j] = Math.Min(change, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
        }
        return table[a.Length, b.Length];
    }
}
