using System;
using System.Collections.Generic;

namespace PromptGen.Generator.Reading;

/// <summary>Turns offsets into lines and columns.</summary>
internal sealed class SourceLines
{
    private readonly string file;
    private readonly List<int> starts = [0];

    public SourceLines(string file, string text)
    {
        this.file = file;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n'))) starts.Add(i + 1);
        }
    }

    public Place Place(int start, int length)
    {
        var (line, column) = Position(start);
        var (endLine, endColumn) = Position(start + length);
        return new Place(file, start, length, line, column, endLine, endColumn);
    }

    private (int Line, int Column) Position(int offset)
    {
        var found = starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line, offset - starts[line]);
    }
}
