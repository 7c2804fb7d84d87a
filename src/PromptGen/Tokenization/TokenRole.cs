namespace PromptGen.Tokenization;

/// <summary>A special token of a family.</summary>
/// <param name="Key">What configuration files call it.</param>
/// <param name="Token">How it is spelled unless they say otherwise.</param>
/// <param name="Id">Its id where neither the vocabulary nor the added tokens have it; null: they must.</param>
/// <param name="StandIn">The token of the vocabulary whose id it has.</param>
/// <param name="LeftStrip">Whether it takes the whitespace before it away.</param>
internal sealed record TokenRole(string Key, string Token, int? Id = null, string? StandIn = null, bool LeftStrip = false)
{
    public const string Padding = "pad_token", Unknown = "unk_token", Classification = "cls_token", Separator = "sep_token", Mask = "mask_token",
        End = "eos_token", StartOfPiece = "<|startofpiece|>", EndOfPiece = "<|endofpiece|>";
}
