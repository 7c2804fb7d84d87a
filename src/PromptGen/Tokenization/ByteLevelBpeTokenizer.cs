using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;
using PromptGen.Checkpoints;

namespace PromptGen.Tokenization;

/// <summary>
/// The tokenizer of GPT-2, RoBERTa, DeBERTa v1 and ModernBERT: text is split into words, each with the space before it, and the UTF-8 bytes of a word
/// are merged pair by pair.
/// </summary>
public sealed class ByteLevelBpeTokenizer : TextTokenizer
{
    private readonly BpeTokenizer merger;
    private readonly bool composes;
    private readonly IReadOnlyDictionary<string, int> vocabulary;

    private ByteLevelBpeTokenizer(BpeTable table, TokenizerFamily family, SpecialTokenSet special, TokenizerConfig config, bool spacedText, bool composes)
        : base(special, config.Limit("model_max_length"))
    {
        (SpacedText, this.composes, vocabulary) = (spacedText, composes, table.Vocabulary);
        merger = BpeTokenizer.Create(new BpeOptions(table.Vocabulary) { Merges = table.Merges, ByteLevel = true });
        Fingerprint = Hash(
            $"ByteLevelBpe {family} {spacedText}{(composes ? " NFC" : "")}\n{special}",
            string.Join('\n', table.Vocabulary.OrderBy(entry => entry.Value).Select(entry => $"{entry.Value} {entry.Key}")), "\n\n", string.Join('\n', table.Merges));
    }

    /// <inheritdoc/>
    public override string Fingerprint { get; }

    private protected override bool SpacedText { get; }

    /// <summary>
    /// Opens a folder's <c>vocab.json</c> and <c>merges.txt</c> or, where there are none, its <c>tokenizer.json</c>. Whose special tokens it has is told by
    /// <c>tokenizer_config.json</c>, else by the <c>model_type</c> of <c>config.json</c>, else by the vocabulary.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">A file is missing or damaged, or asks for what is not supported.</exception>
    public static ByteLevelBpeTokenizer Open(string folder)
    {
        var json = TokenizerJson.InsteadOf(folder, BpeTable.VocabularyFile, BpeTable.MergesFile);
        var config = TokenizerConfig.Open(folder, json);
        config.Require("tokenizer_class", "RobertaTokenizer", "RobertaTokenizerFast", "GPT2Tokenizer", "GPT2TokenizerFast", "DebertaTokenizer",
            "DebertaTokenizerFast", "GLMRobertaTokenizer", "GLMGPT2Tokenizer", "PreTrainedTokenizerFast");
        config.Require("add_bos_token", "false");
        config.Require("truncation_side", "right");
        config.Require("padding_side", "right");

        var table = json is null ? BpeTable.Read(folder) : json.Bpe();
        var family = Family(config, table.Vocabulary);
        int? Id(string token) => table.Vocabulary.TryGetValue(token, out var id) ? id : null;
        var special = SpecialTokenSet.Resolve(family, config, Id, table.Vocabulary.Values.Max() + 1, table.Path, json?.Layout());
        return new ByteLevelBpeTokenizer(table, family, special, config, config.Flag("add_prefix_space") ?? json?.SpacedText ?? false, json?.Composes ?? false);
    }

    private protected override string? BaseTokenOf(int id) => vocabulary.FirstOrDefault(entry => entry.Value == id).Key;

    private protected override void Spell(string text, int start, int length, bool spaced, List<Piece> pieces)
    {
        if (!composes || CanonicalForms.AreComposed(text.AsSpan(start, length)))
        {
            SpellBytes(text, start, length, spaced, pieces);
            return;
        }
        var composed = Composed(text, start, length);
        var first = pieces.Count;
        SpellBytes(composed.Text, 0, composed.Text.Length, spaced, pieces);
        for (var i = first; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            pieces[i] = piece.Length == 0 ? piece with { Start = start } : composed.Piece(piece.Id, piece.Start, piece.Start + piece.Length);
        }
    }

    // What a reader takes for one character composes by itself.
    private static AlignedText Composed(string text, int start, int length)
    {
        var built = new AlignedText.Builder();
        for (var at = start; at < start + length;)
        {
            var end = at + StringInfo.GetNextTextElementLength(text.AsSpan(at, start + length - at));
            foreach (var rune in CanonicalForms.Compose(text.AsSpan(at, end - at)).EnumerateRunes()) built.Append(rune, at, end);
            at = end;
        }
        return built.Build();
    }

    private void SpellBytes(string text, int start, int length, bool spaced, List<Piece> pieces)
    {
        var end = start + length;
        // The space that a word is read with stands before the text; what comes from it covers nothing.
        var first = spaced && (length == 0 || !char.IsWhiteSpace(text[start])) ? start - 1 : start;
        var read = first < start ? $" {text.AsSpan(start, length)}" : text.Substring(start, length);
        var (starts, ends) = (new List<int>(), new List<int>());
        for (var at = 0; at < read.Length;)
        {
            var word = read.Substring(at, Gpt2Words.First(read.AsSpan(at)));
            AlignBytes(word, first + at, start, starts, ends);
            var next = 0;
            foreach (var token in merger.EncodeToTokens(word, out _, considerPreTokenization: false, considerNormalization: false))
            {
                // A token spells one byte with each character. The library's own offsets are those of units, and short for surrogate pairs.
                var last = next + token.Value.Length - 1;
                pieces.Add(Trimmed(text, token.Id, starts[next], ends[last]));
                next = last + 1;
            }
            at += word.Length;
        }
    }

    private static void AlignBytes(string word, int offset, int least, List<int> starts, List<int> ends)
    {
        starts.Clear();
        ends.Clear();
        var at = offset;
        foreach (var rune in word.EnumerateRunes())
        {
            for (var i = 0; i < rune.Utf8SequenceLength; i++)
            {
                starts.Add(Math.Max(least, at));
                ends.Add(Math.Max(least, at + rune.Utf16SequenceLength));
            }
            at += rune.Utf16SequenceLength;
        }
    }

    private static Piece Trimmed(string text, int id, int start, int end)
    {
        var (left, right) = (start, end);
        while (left < right && char.IsWhiteSpace(text[left])) left++;
        while (right > left && char.IsWhiteSpace(text[right - 1])) right--;
        return left < right ? new Piece(id, left, right - left) : new Piece(id, start, end - start);
    }

    private static TokenizerFamily Family(TokenizerConfig config, IReadOnlyDictionary<string, int> vocabulary)
    {
        var hasRobertas = vocabulary.ContainsKey("<s>") && vocabulary.ContainsKey("</s>");
        return config.TokenizerClass switch
        {
            "RobertaTokenizer" => TokenizerFamily.Roberta,
            "DebertaTokenizer" => TokenizerFamily.Deberta,
            "GPT2Tokenizer" => config.ModelType == "deberta" ? TokenizerFamily.Deberta : TokenizerFamily.Gpt2,
            "GLMRobertaTokenizer" => TokenizerFamily.GlmRoberta,
            "GLMGPT2Tokenizer" => TokenizerFamily.GlmGpt2,
            _ => config.ModelType switch
            {
                "roberta" => TokenizerFamily.Roberta,
                "deberta" => TokenizerFamily.Deberta,
                "modernbert" => TokenizerFamily.Bert,
                "gpt2" => TokenizerFamily.Gpt2,
                "glm" => hasRobertas ? TokenizerFamily.GlmRoberta : TokenizerFamily.GlmGpt2,
                _ => hasRobertas ? TokenizerFamily.Roberta : vocabulary.ContainsKey("[CLS]") ? TokenizerFamily.Deberta : TokenizerFamily.Gpt2,
            },
        };
    }
}
