using System.Text;
using PromptGen.Tasks;

namespace PromptGen.Tests.Tasks.Reading;

public sealed class ColumnsTests
{
    [Fact]
    public void Sentences_end_at_empty_lines_and_at_the_end()
    {
        var read = Read("EU B-ORG\n\"\tO\n\n \t\n# O\r\n-DOCSTART- O\nend O");
        Assert.Equal([["EU", "\""], ["#"], ["end"]], read.Select(sentence => sentence.Words));
        Assert.Equal([["B-ORG", "O"], ["O"], ["O"]], read.Select(sentence => sentence.Labels!));
        Assert.Equal([1, 5, 7], read.Select(sentence => sentence.Source.Line));
    }

    [Fact]
    public void Word_and_label_can_be_any_columns()
    {
        const string Conll2003 = "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\n";
        Assert.Equal(["B-ORG", "O"], Read(Conll2003).Single().Labels);
        Assert.Equal(["NNP", "VBZ"], Read(Conll2003, new WordReadingOptions { Labels = "2" }).Single().Labels);
        var conllU = Read("# sent_id = 1\n1\tNew York\tPROPN\n2\tis\tAUX\n", new WordReadingOptions { Comment = "# ", Separator = '\t', Words = "2", Labels = "3" }).Single();
        Assert.Equal(["New York", "is"], conllU.Words);
        Assert.Equal(["PROPN", "AUX"], conllU.Labels);
        Assert.Equal("-DOCSTART-", Read("-DOCSTART- O\n", new WordReadingOptions { DocumentMarkers = false }).Single().Words.Single());
    }

    [Fact]
    public void One_column_is_words_without_labels()
    {
        var read = Read("a\nb\n\nc\n");
        Assert.True(read.IsUnlabeled);
        Assert.Equal([["a", "b"], ["c"]], read.Select(sentence => sentence.Words));
    }

    [Theory]
    [InlineData("a O\nb\n", "x(2): has 1 column; expected 2, as in line 1.")]
    [InlineData("a O\n\nb O O\n", "x(3): has 3 columns; expected 2, as in line 1.")]
    public void Lines_of_other_columns_are_named(string text, string expected) => Assert.Equal(expected, Error(text));

    [Fact]
    public void Columns_that_are_not_there_or_empty_are_named()
    {
        Assert.Equal("x(1): has 2 columns; expected a label in column 3.", Error("a O\n", new WordReadingOptions { Labels = "3" }));
        Assert.Equal("x(1): has 2 columns; expected a word in column 4.", Error("a O\n", new WordReadingOptions { Words = "4" }));
        Assert.Equal("x(2): has nothing in column 1; expected a word.", Error("a\tO\n\tO\n", new WordReadingOptions { Separator = '\t' }));
        Assert.Equal("x(2): has nothing in column 2; expected a label.", Error("a\tO\nb\t\n", new WordReadingOptions { Separator = '\t' }));
        Assert.Equal("'word' is no column; expected its number, from 1.",
            Assert.Throws<ArgumentException>(() => Read("a O\n", new WordReadingOptions { Words = "word" })).Message);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_an_error_of_their_line()
    {
        using var stream = new MemoryStream([.. "a O\nb"u8, 0xFF, .. " O\n"u8]);
        Assert.Equal("x(2): byte 2 is not UTF-8; expected UTF-8 text.", Assert.Throws<DataException>(() => WordExamples.Read(stream, "x")).Message);
    }

    [Fact]
    public void Json_lines_hold_arrays_of_words_and_labels()
    {
        var options = new WordReadingOptions { Format = WordFormat.JsonLines };
        var read = Read("{\"tokens\": [\"a\", \"b\"], \"ner_tags\": [0, \"B-x\"]}\n\n{\"tokens\": [\"c\"]}\n", options);
        Assert.Equal([["a", "b"], ["c"]], read.Select(sentence => sentence.Words));
        Assert.Equal(["0", "B-x"], read[0].Labels);
        Assert.Null(read[1].Labels);

        Assert.Equal("x(1): has no 'tokens'; expected an array of texts.", Error("{}", options));
        Assert.Equal("x(1): 'tokens' is 'a'; expected an array.", Error("""{"tokens": "a"}""", options));
        Assert.Equal("x(1): 'tokens'[1] is 2; expected a text.", Error("""{"tokens": ["a", 2]}""", options));
        Assert.Equal("x(1): 'ner_tags'[0] is 1.5; expected a text, a whole number, true or false.", Error("""{"tokens": ["a"], "ner_tags": [1.5]}""", options));
        Assert.Equal("x(1): has unequally many words and labels, 1 and 2; expected a label for each word.", Error("""{"tokens": ["a"], "ner_tags": [1, 2]}""", options));
        Assert.Equal("x(1): has no words; expected at least one.", Error("""{"tokens": [], "ner_tags": []}""", options));
        Assert.Equal("x(1): has no 'pos', only 'tokens'; expected an array of labels.", Error("""{"tokens": ["a"]}""", options with { Labels = "pos" }));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.StartsWith("nowhere.conll: cannot be read (", Assert.Throws<DataException>(() => WordExamples.Read("nowhere.conll")).Message, StringComparison.Ordinal);

    private static WordExamples Read(string text, WordReadingOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return WordExamples.Read(stream, "x", options);
    }

    private static string Error(string text, WordReadingOptions? options = null) => Assert.Throws<DataException>(() => Read(text, options)).Message;
}
