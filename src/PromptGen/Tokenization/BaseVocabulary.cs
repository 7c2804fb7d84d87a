namespace PromptGen.Tokenization;

/// <summary>A vocabulary without the added tokens.</summary>
/// <param name="Path">Its file, for errors.</param>
/// <param name="Size">How many ids it has: 0 to this number less one.</param>
/// <param name="Ids">The ids by token.</param>
internal sealed record BaseVocabulary(string Path, int Size, IReadOnlyDictionary<string, int> Ids)
{
    private readonly Lazy<Dictionary<int, string>> tokens = new(() =>
    {
        var byId = new Dictionary<int, string>(Ids.Count);
        foreach (var (token, id) in Ids) byId[id] = token;
        return byId;
    });

    /// <summary>The id of a token, or null where there is no such token.</summary>
    public int? Id(string token) => Ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>The token of an id, or null where the id is free.</summary>
    public string? Token(int id) => tokens.Value.GetValueOrDefault(id);
}
