using System.Text;
using PromptGen.Tasks;

namespace PromptGen.Tests.Cases;

/// <summary>Comments in columns, and CoNLL-U: nothing but words becomes a word.</summary>
public sealed class Case11ConllCommentLinesBecomeWordsTests
{
    private const string MultiConer = "# id 3b2a domain=en\nAnna _ _ B-PER\nran _ _ O\n\n# id 77aa domain=en\nOslo _ _ B-LOC\n";

    private const string ConllU = """
        # sent_id = 1
        # text = Vámonos al mar
        1-2	Vámonos	_	_	_	_	_	_	_	_
        1	Vamos	ir	VERB	_	_	0	root	_	_
        2	nos	nosotros	PRON	_	_	1	obj	_	_
        3-4	al	_	_	_	_	_	_	_	_
        3	a	a	ADP	_	_	5	case	_	_
        4	el	el	DET	_	_	5	det	_	_
        5	mar	mar	NOUN	_	_	1	obl	_	_
        5.1	New York	ser	AUX	_	_	_	_	_	_

        1	# 1	#	SYM	_	_	0	root	_	_

        """;

    [Fact]
    public void Comments_are_skipped_where_they_are_named()
    {
        var read = Read(MultiConer, new WordReadingOptions { Comment = "# " });
        Assert.Equal([["Anna", "ran"], ["Oslo"]], read.Select(sentence => sentence.Words));
        Assert.Equal([["B-PER", "O"], ["B-LOC"]], read.Select(sentence => sentence.Labels!));
        Assert.Empty(read.Notices);
        Assert.Equal(2, Read("# id 1\nAnna - - B-PER\nran - - O\n", new WordReadingOptions { Comment = "#" }).Single().Words.Count);
    }

    [Fact]
    public void Where_nothing_names_them_it_is_said()
    {
        Assert.Equal("x: 2 sentences begin with a line that begins with # and is read as a word; if such lines are comments, --comment '#' says so, in code Comment", Read(MultiConer).Notices.Single());
        var error = Assert.Throws<DataException>(() => Read("# id 1\nAnna - - B-PER\nran - - O\n"));
        Assert.Contains("x(2): has 4 columns; expected 3, as in line 1; if lines that begin with # are comments, --comment '#' says so, in code Comment.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<DataException>(() => TokenClassificationTask.RequireEntities(Read(MultiConer)));
        Assert.EndsWith("If lines that begin with # are comments, --comment '#' says so, in code Comment.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.conllu", null)]
    [InlineData("x", WordFormat.ConllU)]
    public void Of_CoNLL_U_the_words_and_their_parts_of_speech_are_read(string name, WordFormat? format)
    {
        var read = Read(ConllU, new WordReadingOptions { Format = format }, name);
        Assert.Equal([["Vamos", "nos", "a", "el", "mar"], ["# 1"]], read.Select(sentence => sentence.Words));
        Assert.Equal([["VERB", "PRON", "ADP", "DET", "NOUN"], ["SYM"]], read.Select(sentence => sentence.Labels!));
        Assert.Equal(["root", "obj", "case", "det", "obl"], Read(ConllU, new WordReadingOptions { Format = format, Labels = "8" }, name)[0].Labels);
    }

    [Fact]
    public void Columns_by_number_leave_out_ranges_and_empty_nodes_only_where_lines_are_numbered()
    {
        var columns = new WordReadingOptions { Words = "2", Labels = "4", Comment = "#" };
        Assert.Equal(["Anna", "ran"], Read("# sent_id = 1\n1\tAnna\t_\tB-PER\n2\tran\t_\tO\n", columns).Single().Words);
        Assert.Equal(["a", "b", "c"], Read("1-2 ab _ O\n1 a _ O\n2 b _ O\n2.1 z _ O\n3 c _ O\n", columns).Single().Words);
        Assert.Equal(["a", "b"], Read("1-2 a _ O\n1-2 b _ O\n", columns).Single().Words);
        Assert.Equal(["a", "b", "c"], Read("0.5 a _ O\n1 b _ O\n3 c _ O\n", columns).Single().Words);
    }

    [Fact]
    public void Numbers_are_not_taken_for_words()
    {
        var error = Assert.Throws<DataException>(() => Read("1\tAnna\tB-PER\n2\tran\tO\n\n1\tOslo\tB-LOC\n"));
        Assert.Equal("x: column 1 numbers the words of every sentence; expected the words. Name their column, which in CoNLL-U is 2: --text-key 2 on the command line, Words in code.", error.Message);
        Assert.Equal(2, Read("1\tAnna\n2\tran\n", new WordReadingOptions { Words = "1" }).Single().Words.Count);
        Assert.Equal("1", Read("1\tO\n\n2\tO\n\n").First().Words.Single());
    }

    private static WordExamples Read(string text, WordReadingOptions? options = null, string name = "x")
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return WordExamples.Read(stream, name, options);
    }
}
