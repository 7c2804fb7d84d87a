using System.Globalization;

namespace PromptGen.Tasks;

/// <summary>Where an example comes from.</summary>
/// <param name="File">A path, or what else names the source.</param>
/// <param name="Line">From 1: where it begins; in a Parquet file, which has no lines, its row.</param>
/// <param name="Column">From 1, in characters; null: the whole line.</param>
public readonly record struct SourceLine(string File, int Line, int? Column = null)
{
    /// <summary>As compilers write it: <c>file(line)</c> or <c>file(line,column)</c>.</summary>
    public override string ToString() => Column is { } column
        ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{column})")
        : string.Create(CultureInfo.InvariantCulture, $"{File}({Line})");
}
