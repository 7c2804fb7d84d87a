using Microsoft.ML.Tokenizers;
using PromptGen.Benchmarks.Measuring;
using PromptGen.Benchmarks.Models;
using PromptGen.Encoders;
using PromptGen.Testing;
using PromptGen.Tokenization;

namespace PromptGen.Benchmarks;

/// <summary>How fast texts become ids.</summary>
internal sealed class TokenizingSpeed : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "tokenize";

    /// <inheritdoc/>
    public string Question => "Texts to ids, and the place of each in the text, by the tokenizer of each family whose vocabulary is here; Microsoft.ML.Tokenizers' own BERT for comparison, which gives ids alone.";

    /// <inheritdoc/>
    public void Run(Session session)
    {
        var repeats = session.Quick ? 1 : 300;
        var work = repeats * Sentences.All.Length;
        var contestants = new List<Contestant>();
        Add("SentencePiece unigram, 4,001 pieces", TokenizerKind.SentencePiece, Repository.Path("tests", "PromptGen.Tests", "Tokenization", "Fixtures", "deberta-v3-mini"));
        Add("WordPiece, bert-base-uncased", TokenizerKind.WordPiece, SharedFolder.At("tokenizers", "bert-uncased"));
        var vocabulary = SharedFolder.At("tokenizers", "bert-uncased", "vocab.txt");
        if (File.Exists(vocabulary))
        {
            var peer = BertTokenizer.Create(vocabulary, new BertOptions { RemoveNonSpacingMarks = true });
            contestants.Add(new Contestant("the same by Microsoft.ML.Tokenizers", () => Encode(text => peer.EncodeToIds(text, addSpecialTokens: true)), Work: work));
        }
        Add("byte-level BPE, roberta-base", TokenizerKind.ByteLevelBpe, SharedFolder.At("tokenizers", "roberta"));
        Add("SentencePiece BPE, Chinese GLM", TokenizerKind.SentencePiece, SharedFolder.At("tokenizers", "glm-chinese"));
        session.Compare($"{Sentences.All.Length} texts of {Sentences.All.Sum(text => text.Length):n0} characters, {repeats} times:", contestants, "texts");

        void Add(string name, TokenizerKind kind, string folder)
        {
            if (!Directory.Exists(folder)) return;
            var tokenizer = TextTokenizer.Open(folder, kind);
            contestants.Add(new Contestant(name, () => Encode(text => tokenizer.Encode(text)), Work: work));
        }

        void Encode<T>(Func<string, T> encode)
        {
            for (var i = 0; i < repeats; i++)
                foreach (var text in Sentences.All) encode(text);
        }
    }
}
