using System.Globalization;

namespace PromptGen.Tasks;

/// <summary>Where an example comes from.</summary>
/// <param name="File">A path, or what else names the source.</param>
/// <param name="Line">From 1.</param>
public readonly record struct SourceLine(string File, int Line)
{
    /// <summary>As compilers write it: <c>file(line)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}({Line})");
}
