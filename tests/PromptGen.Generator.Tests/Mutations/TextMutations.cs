namespace PromptGen.Generator.Tests.Mutations;

/// <summary>Damage to the text of a schema, most of which is JSON no longer.</summary>
internal sealed class TextMutations(Random random)
{
    private const string Inserted = "{}[]\",:0-\\/\0\ud800é";

    /// <summary>What it does to a text, by name.</summary>
    public IReadOnlyList<(string Name, Func<string, string> Apply)> All =>
    [
        ("truncate", text => text[..random.Next(text.Length)]),
        ("begin with a byte order mark", text => "\ufeff" + text),
        ("end lines with CRLF", text => text.Replace("\n", "\r\n")),
        ("end lines with CR", text => text.Replace('\n', '\r')),
        ("indent with tabs", text => text.Replace("  ", "\t")),
        ("add a comment", text => WithLines(text, lines => lines[At(lines)] += " // a comment")),
        ("add a comment of several lines", text => WithLines(text, lines => lines.Insert(At(lines), "/* a"), lines => lines.Insert(At(lines), "comment */"))),
        ("add a comma", text => WithLines(text, lines => lines[At(lines)] += ",")),
        ("delete a line", text => WithLines(text, lines => lines.RemoveAt(At(lines)))),
        ("duplicate a line", text => WithLines(text, lines => lines.Insert(At(lines), lines[At(lines)]))),
        ("delete a character", text => text.Remove(random.Next(text.Length), 1)),
        ("insert a character", text => text.Insert(random.Next(text.Length), Inserted[random.Next(Inserted.Length)].ToString())),
        ("repeat the whole", text => text + text),
        ("leave nothing", _ => ""),
    ];

    private int At(List<string> lines) => random.Next(lines.Count);

    private static string WithLines(string text, params Action<List<string>>[] changes)
    {
        var lines = text.Split('\n').ToList();
        foreach (var change in changes) change(lines);
        return string.Join('\n', lines);
    }
}
