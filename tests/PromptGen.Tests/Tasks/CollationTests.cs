using PromptGen.Encoders;
using PromptGen.Tasks;
using PromptGen.Training;
using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PromptGen.Tests.Tasks;

public sealed class CollationTests : IDisposable
{
    private readonly TokenizerFolder folder = new();
    private readonly TextTokenizer tokenizer;

    public CollationTests()
    {
        folder.Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n[PAD]\n");
        tokenizer = TextTokenizer.Open(folder.Path, TokenizerKind.WordPiece);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_are_padded_to_the_longest_of_their_batch()
    {
        using var batch = Collation.Collate<TokenInput>(Data(), [2, 0], tokenizer.SpecialTokens.Padding, CPU);
        Assert.Equal([2, 5], batch.Input.Ids.shape);
        Assert.Equal([1, 4, 2, 5, 2, /**/ 1, 4, 2, 6, 6], batch.Input.Ids.data<long>().ToArray());
        Assert.Equal([1, 1, 1, 1, 1, /**/ 1, 1, 1, 0, 0], batch.Input.Mask.data<long>().ToArray());
        Assert.Equal([0, 0, 0, 1, 1, /**/ 0, 0, 0, 0, 0], batch.Input.TokenTypes.data<long>().ToArray());
        Assert.Equal([0, 1], batch.Labels!.data<long>().ToArray());
        Assert.All(batch.Input.Tensors, tensor => Assert.Equal(ScalarType.Int64, tensor.dtype));
        Assert.Equal([2, 0], batch.Indices);
    }

    [Fact]
    public void Without_labels_there_are_none_and_without_rows_there_is_no_batch()
    {
        using var batch = Collation.Collate<TokenInput>(Data(labels: false), [1], 6, CPU);
        Assert.Null(batch.Labels);
        Assert.Throws<ArgumentException>(() => Collation.Collate<TokenInput>(Data(), [], 6, CPU));
    }

    [Fact]
    public void What_was_cut_is_counted() => Assert.Equal((4, 2), (Data(maximumLength: 4).Lengths.Max(), Data(maximumLength: 4).TruncatedCount));

    [Fact]
    public void A_batch_survives_the_scope_it_was_made_in()
    {
        Batch<TokenInput> batch;
        using (NewDisposeScope()) batch = Collation.Collate<TokenInput>(Data(), [0], 6, CPU);
        Assert.Equal(3, batch.Input.Ids.numel());
        batch.Dispose();
        Assert.All(batch.Input.Tensors, tensor => Assert.True(tensor.IsInvalid));
        Assert.True(batch.Labels!.IsInvalid);
    }

    [Fact]
    public void Scopes_of_the_two_threads_do_not_touch_prefetched_batches()
    {
        var data = Data();
        var kept = new List<Batch<TokenInput>>();
        using (var consumer = NewDisposeScope())
        {
            foreach (var batch in Collation.Prefetch<TokenInput>(data, WithScope([[0], [1], [2]]), 6, CPU)) kept.Add(batch);
            Assert.Equal(0, consumer.DisposablesCount);
        }
        Assert.Equal([0, 1, 2], kept.Select(batch => Assert.Single(batch.Indices)));
        Assert.All(kept, batch => Assert.All(batch.Input.Tensors.Append(batch.Labels!), tensor => Assert.False(tensor.IsInvalid)));
        Assert.Equal(data.Texts.SelectMany(text => text.Ids).Select(id => (long)id), kept.SelectMany(batch => batch.Input.Ids.data<long>().ToArray()));
        kept.ForEach(batch => batch.Dispose());

        // The producer's thread opens a scope before each batch and closes it after.
        static IEnumerable<int[]> WithScope(int[][] batches)
        {
            foreach (var batch in batches)
            {
                using var scope = NewDisposeScope();
                yield return batch;
            }
        }
    }

    private TokenizedExamples Data(bool labels = true, int? maximumLength = null) => new SequenceClassificationTask(new LabelSet(["no", "yes"])).Rows(
        [Example("a", null, "yes"), Example("b b b", null, "no"), Example("a", "b", "no")], tokenizer, maximumLength, labels);

    private static TextExample Example(string text, string? pair, string label) => new(text, pair, label, new SourceLine("x", 1));
}
