using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PromptGen.Generator.Reading;

/// <summary>A stretch of a file. Lines and columns count from 0.</summary>
internal readonly record struct Place(string File, int Start, int Length, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>None where there is no file.</summary>
    public Location ToLocation() => File is null ? Location.None : Location.Create(
        Hidden.Escaped(File), new TextSpan(Start, Length), new LinePositionSpan(new LinePosition(Line, Column), new LinePosition(EndLine, EndColumn)));
}
