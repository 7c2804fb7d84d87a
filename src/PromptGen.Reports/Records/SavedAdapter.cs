namespace PromptGen.Reports;

/// <summary>The adapter that a run left.</summary>
/// <param name="Folder">Where, as the user named it.</param>
/// <param name="Bytes">The size of its files together.</param>
/// <param name="Seed">The seed whose chosen trial it is.</param>
public sealed record SavedAdapter(string Folder, long Bytes, int Seed);
