using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>
/// Gives added tokens their ids as Hugging Face does: a token that is in the vocabulary has its id there, the others get the next free ids,
/// in the order of the ids that the files say.
/// </summary>
/// <param name="config">Where notes go.</param>
/// <param name="vocabulary">The vocabulary.</param>
/// <param name="keepsIds">Whether new tokens have the ids that the files say (GLM).</param>
internal sealed class AddedTokenIds(TokenizerConfig config, BaseVocabulary vocabulary, bool keepsIds)
{
    private int next = vocabulary.Size;

    private readonly Dictionary<string, (int Index, bool ByIdAlone)> places = new(StringComparer.Ordinal);
    private readonly List<AddedToken> added = [];

    /// <summary>The tokens in the order in which they were added.</summary>
    public IReadOnlyList<AddedToken> All => added;

    /// <summary>Whether a token was added.</summary>
    public bool Has(string content) => places.ContainsKey(content);

    /// <summary>Adds the tokens that files list. Of one that several list, the first source decides how it is found.</summary>
    /// <exception cref="CheckpointException">An id is another token's.</exception>
    public void AddListed(IReadOnlyList<ListedToken> listed)
    {
        var lists = listed.GroupBy(entry => entry.Token.Content, StringComparer.Ordinal)
            .Select(group => group.OrderBy(entry => entry.Source).ToList())
            .OrderBy(entries => entries[0].Token.Id).ToList();
        var inDecoder = listed.Any(entry => entry.Source == TokenSource.Decoder);
        var byId = new Dictionary<int, string>();
        foreach (var entries in lists)
        {
            var (token, source, file) = entries[0];
            if (byId.TryGetValue(token.Id, out var other))
            {
                throw new CheckpointException(
                    $"{file}: gives '{token.Content}' the id {token.Id}, which '{other}' has; expected an id for each token.");
            }
            byId[token.Id] = token.Content;
            if (entries.Find(entry => !entry.Token.IsFoundLike(token) || entry.Token.Id != token.Id) is { } otherwise)
                config.Note($"{otherwise.File}: says something else of the added token '{token.Content}' than {file}, which counts.");
            if (inDecoder && source == TokenSource.TokenizerJson)
            {
                config.Note(
                    $"{file}: adds the token '{token.Content}', which 'added_tokens_decoder' of tokenizer_config.json lacks; it is read.");
            }
            Put(token with { Id = Id(token, file) }, byIdAlone: source == TokenSource.AddedTokensJson);
        }
    }

    /// <summary>Adds a special token.</summary>
    public void Add(AddedToken token)
    {
        if (!Has(token.Content)) Put(token with { Id = vocabulary.Id(token.Content) ?? next++ }, byIdAlone: false);
    }

    /// <summary>Adds the token of a role. Where only its id was listed, it is found as its role says.</summary>
    /// <param name="token">The token.</param>
    /// <param name="id">The id that it has unless files list it; null: that of the vocabulary, or the next.</param>
    /// <returns>Its id.</returns>
    public int AddRole(AddedToken token, int? id)
    {
        if (!places.TryGetValue(token.Content, out var place))
        {
            var own = id ?? vocabulary.Id(token.Content) ?? next;
            next = Math.Max(next, own + 1);
            Put(token with { Id = own }, byIdAlone: false);
            return own;
        }
        if (place.ByIdAlone) added[place.Index] = token with { Id = added[place.Index].Id };
        return added[place.Index].Id;
    }

    private void Put(AddedToken token, bool byIdAlone)
    {
        places.Add(token.Content, (added.Count, byIdAlone));
        added.Add(token);
    }

    private int Id(AddedToken token, string file)
    {
        var said = $"{file}: gives '{token.Content}' the id {token.Id}";
        if (token.Id >= SpecialTokenSet.MostIds) throw new CheckpointException($"{said}; expected one below {SpecialTokenSet.MostIds}.");
        var own = vocabulary.Id(token.Content);
        if (own == token.Id) return token.Id;
        if (vocabulary.Token(token.Id) is { } other)
        {
            throw new CheckpointException($"{said}, which is that of '{other}' in {vocabulary.Path}; "
                + $"expected {(own is null ? $"an id that is free, {vocabulary.Size} or above" : $"{own}, which it has there")}.");
        }
        var id = own ?? (keepsIds ? token.Id : next);
        next = Math.Max(next, id + 1);
        if (id != token.Id) config.Note($"{said}; it gets {id}, as in Hugging Face.");
        return id;
    }
}
