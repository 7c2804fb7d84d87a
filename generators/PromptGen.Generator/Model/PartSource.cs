namespace PromptGen.Generator.Model;

/// <summary>
/// Which files a part of a schema is written in. Names, and no lines: a moved line changes nothing of what is generated, and a name is found in any editor.
/// </summary>
/// <param name="Path">The names of its members from the top, with points between; empty: the whole.</param>
/// <param name="Files">The file that has the last word, then those that it extends and that say something of this part.</param>
internal sealed record PartSource(string Path, EquatableArray<string> Files);
