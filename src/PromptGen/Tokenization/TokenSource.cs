namespace PromptGen.Tokenization;

/// <summary>Where an added token is listed; what comes first here decides its flags.</summary>
internal enum TokenSource
{
    /// <summary><c>added_tokens_decoder</c> of <c>tokenizer_config.json</c>.</summary>
    Decoder,

    /// <summary><c>added_tokens</c> of <c>tokenizer.json</c>.</summary>
    TokenizerJson,

    /// <summary><c>added_tokens.json</c>.</summary>
    AddedTokensJson,
}
