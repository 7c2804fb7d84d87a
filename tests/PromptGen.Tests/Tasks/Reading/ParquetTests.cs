using Parquet;
using PromptGen.Heads;
using PromptGen.Tasks;

namespace PromptGen.Tests.Tasks.Reading;

/// <summary>Files written by the library that reads them; their layout is what pyarrow and the hub's <c>datasets</c> write.</summary>
public sealed class ParquetTests
{
    private static readonly (string?, long?)[] Rows = [("a", 1), ("", 0), ("été", -1)];

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Brotli)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Lz4Raw)]
    public void Classes_have_the_names_that_the_hub_gives_them(CompressionMethod compression)
    {
        var read = Read(ParquetSample.Texts(compression, ParquetSample.Features, Rows));
        Assert.Equal(
            [
                new TextExample("a", null, "pos", new SourceLine("x.parquet", 1)) { Id = "0" },
                new TextExample("", null, "neg", new SourceLine("x.parquet", 2)) { Id = "1" },
                new TextExample("été", null, null, new SourceLine("x.parquet", 3)) { Id = "2" },
            ], read);
        Assert.Equal(["neg", "pos", "odd"], read.DeclaredLabels);
        Assert.Equal("x.parquet: 1 of 3 texts are empty, the first at line 2; they are used as they are.", Assert.Single(read.Notices));
    }

    [Fact]
    public void Without_names_labels_are_what_stands_there()
    {
        var read = Read(ParquetSample.Texts(CompressionMethod.Snappy, null, [("a", 1), ("b", null), ("c", -1)]));
        Assert.Equal(["1", null, "-1"], read.Select(example => example.Label));
        Assert.Null(read.DeclaredLabels);
    }

    [Fact]
    public void Labels_are_booleans_and_numbers_of_any_width()
    {
        Assert.Equal(["true", "false"], Labels(ParquetSample.Column("label", new[] { true, false })));
        Assert.Equal(["7", "-2"], Labels(ParquetSample.Column("label", new[] { 7, -2 })));
        Assert.Equal(["7", "255"], Labels(ParquetSample.Column("label", new byte[] { 7, 255 })));
        Assert.Equal(["-7", "2"], Labels(ParquetSample.Column("label", new short[] { -7, 2 })));
        Assert.Equal(["1", null], Labels(ParquetSample.Column("label", new[] { 1.0, double.NaN })));
        Assert.Equal("x.parquet(2): 'label' is 1.5; expected a text, a whole number, true or false.", Error(ParquetSample.Column("label", new[] { 1f, 1.5f })));
        Assert.Equal("x.parquet: the column 'label' holds DateTime; expected texts, numbers or booleans.", Error(ParquetSample.Column("label", new[] { DateTime.UnixEpoch })));
        Assert.Equal([1.5, null], Read(ParquetSample.Column("score", new[] { 1.5, double.NaN }), new TextColumns(Label: "score") { Labels = LabelKind.Value }).Select(example => example.Value));
    }

    [Fact]
    public void What_is_wrong_with_a_row_or_a_column_is_named()
    {
        Assert.Equal("x.parquet(3): has no 'text'; expected a text.",
            Error(ParquetSample.Texts(CompressionMethod.None, null, [("a", 1), ("b", 1), (null, 1)])));
        Assert.Equal("x.parquet(1): 'label' is 3; expected a class from 0 to 2, or -1 for none.",
            Error(ParquetSample.Texts(CompressionMethod.None, ParquetSample.Features, [("a", 3)])));
        Assert.Equal("x.parquet: has no column 'sentence'; expected one of 'text', 'label', 'idx'.",
            Error(ParquetSample.Texts(CompressionMethod.None, null, Rows), new TextColumns("sentence")));
        Assert.Equal("x.parquet(1): 'idx' is 0; expected a text.", Error(ParquetSample.Texts(CompressionMethod.None, null, [("a", 1)]), new TextColumns("idx")));
        Assert.Equal("x.parquet: its metadata 'huggingface' is not JSON; expected what the hub's 'datasets' writes.",
            Error(ParquetSample.Texts(CompressionMethod.None, "{", Rows)));
    }

    [Fact]
    public void What_is_no_Parquet_file_is_said()
    {
        var whole = ParquetSample.Texts(CompressionMethod.Snappy, null, Rows);
        foreach (var bytes in new[] { [], "text,label\na,1\n"u8.ToArray(), whole[..^9], whole[20..] })
            Assert.Matches(@"^x\.parquet: cannot be read as Parquet \(.*\); expected a whole Parquet file\.$", Error(bytes));
    }

    [Fact]
    public void A_stream_that_cannot_be_sought_is_read_too()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, ParquetSample.Texts(CompressionMethod.Snappy, null, Rows));
            using var stream = new System.IO.Compression.GZipStream(new MemoryStream(Zipped(path)), System.IO.Compression.CompressionMode.Decompress);
            Assert.Equal(3, TextExamples.Read(stream, "x.parquet").Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Words_and_their_classes_are_lists()
    {
        var read = Words(ParquetSample.Words(ParquetSample.Features, [(["a", "b"], [1, 2]), (["c"], [0]), (["d", ""], null)]));
        Assert.Equal([["a", "b"], ["c"], ["d", ""]], read.Select(sentence => sentence.Words));
        Assert.Equal([["B-x", "I-x"], ["O"], null], read.Select(sentence => sentence.Labels));
        Assert.Equal(["O", "B-x", "I-x"], read.DeclaredLabels);
        Assert.Equal(new SourceLine("x.parquet", 3), read[2].Source);
    }

    [Fact]
    public void What_is_wrong_with_lists_is_named()
    {
        Assert.Equal("x.parquet(2): has no words; expected at least one.", WordsError([(["a"], [0]), ([], [])]));
        Assert.Equal("x.parquet(2): has no 'tokens'; expected a list of texts.", WordsError([(["a"], [0]), (null, null)]));
        Assert.Equal("x.parquet(1): 'tokens'[1] is null; expected a text.", WordsError([(["a", null], [0, 0])]));
        Assert.Equal("x.parquet(1): has unequally many words and labels, 2 and 1; expected a label for each word.", WordsError([(["a", "b"], [0])]));
        Assert.Equal("x.parquet(1): 'ner_tags'[1] is -1, which is no label; expected a label for each word.", WordsError([(["a", "b"], [1, -1])]));
        Assert.Equal("x.parquet(1): 'ner_tags'[0] is 9; expected a class from 0 to 2, or -1 for none.", WordsError([(["a"], [9])]));
        using var texts = new MemoryStream(ParquetSample.Texts(CompressionMethod.None, null, Rows));
        Assert.Equal("x.parquet: the column 'text' holds texts; expected lists of texts or whole numbers.",
            Assert.Throws<DataException>(() => WordExamples.Read(texts, "x.parquet", new WordReadingOptions { Words = "text" })).Message);
    }

    private static byte[] Zipped(string path)
    {
        using var zipped = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionLevel.Fastest)) zip.Write(File.ReadAllBytes(path));
        return zipped.ToArray();
    }

    private static TextExamples Read(byte[] file, TextColumns? columns = null)
    {
        using var stream = new MemoryStream(file);
        return TextExamples.Read(stream, "x.parquet", new ReadingOptions { Columns = columns ?? new TextColumns() });
    }

    private static IEnumerable<string?> Labels(byte[] file) => Read(file).Select(example => example.Label);

    private static string Error(byte[] file, TextColumns? columns = null) => Assert.Throws<DataException>(() => Read(file, columns)).Message;

    private static WordExamples Words(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return WordExamples.Read(stream, "x.parquet");
    }

    private static string WordsError((string?[]?, long?[]?)[] rows) =>
        Assert.Throws<DataException>(() => Words(ParquetSample.Words(ParquetSample.Features, rows))).Message;
}
