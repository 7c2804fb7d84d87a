using System.Text;

namespace PromptGen.Files;

/// <summary>
/// What a download or a clone leaves in the place of a file: a Git LFS pointer (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md), or a web page.
/// </summary>
internal static class StandIn
{
    /// <summary>How much of a file's start tells; a pointer has less than that.</summary>
    public const int NeededBytes = 1024;

    private const string Pointer = "is a Git LFS pointer, not the file itself; git lfs pull fetches it.";

    private static readonly (string Start, string Meaning)[] Known =
    [
        ("version https://git-lfs.github.com/spec/", Pointer),
        ("version https://hawser.github.com/spec/", Pointer),
        ("<!doctype html", Page("HTML")),
        ("<html>", Page("HTML")),
        ("<html ", Page("HTML")),
        ("<head>", Page("HTML")),
        ("<?xml", Page("XML")),
    ];

    /// <summary>Recognizes one by its start.</summary>
    /// <param name="start">The first bytes of a file, <see cref="NeededBytes"/> if it has so many.</param>
    /// <returns>What it is and what to do, as the end of a sentence; null: the file may be what it should be.</returns>
    public static string? Find(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("\uFEFF"u8)) start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty || start[0] is not ((byte)'<' or (byte)'v')) return null;
        var text = Encoding.Latin1.GetString(start);
        return Known.FirstOrDefault(known => text.StartsWith(known.Start, StringComparison.OrdinalIgnoreCase)).Meaning;
    }

    private static string Page(string language) =>
        $"is an {language} page, not the file itself; a download gives such a page where the address or the login is wrong. "
        + "Download the file again.";
}
