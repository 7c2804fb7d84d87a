using System.Text;
using PromptGen.Heads;
using PromptGen.Tasks;

namespace PromptGen.Tests.Tasks.Reading;

public sealed class DelimitedTests
{
    private static readonly ReadingOptions Csv = new() { Format = TextFormat.Csv };
    private static readonly ReadingOptions Tsv = new() { Format = TextFormat.Tsv };

    [Fact]
    public void A_header_names_the_columns_in_any_order()
    {
        var read = Read("label,other,text,text_pair,idx\nyes,1,a,b,7\n,2,,,\n", Csv);
        Assert.Equal(
            [
                new TextExample("a", "b", "yes", new SourceLine("x", 2)) { Id = "7" },
                new TextExample("", "", null, new SourceLine("x", 3)),
            ], read);
        Assert.Equal("x: 1 of 2 texts are empty, the first at line 3; they are used as they are.", Assert.Single(read.Notices));
    }

    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_ends()
    {
        var read = Read("\uFEFFtext,label\r\n\"a, \"\"b\"\"\r\nc\nd\",yes\r\n\r\n\"\",no\r\ne,yes", Csv);
        Assert.Equal(["a, \"b\"\r\nc\nd", "", "e"], read.Select(example => example.Text));
        Assert.Equal([2, 6, 7], read.Select(example => example.Source.Line));
    }

    [Fact]
    public void Columns_can_be_numbers_with_a_header_or_without()
    {
        var cola = Read("gj04\t1\t\tOur friends won't buy \"this.\ngj05\t0\t*\t\"One\" more\n", Tsv with { Header = false, Columns = new TextColumns("4", Label: "2") });
        Assert.Equal(["Our friends won't buy \"this.", "\"One\" more"], cola.Select(example => example.Text));
        Assert.Equal(["1", "0"], cola.Select(example => example.Label));
        Assert.Equal("a", Read("sentence,label\na,1\n", Csv with { Columns = new TextColumns("1") }).Single().Text);
        // A name goes before a number.
        Assert.Equal("b", Read("2,1\na,b\n", Csv with { Columns = new TextColumns("1") }).Single().Text);
    }

    [Fact]
    public void Delimiter_and_quotes_can_be_chosen()
    {
        Assert.Equal("a,b", Read("text;label\na,b;1\n", Csv with { Delimiter = ';' }).Single().Text);
        Assert.Equal("a\tb", Read("text\tlabel\n\"a\tb\"\t1\n", Tsv with { Quotes = true }).Single().Text);
        Assert.Equal("\"a\"", Read("text,label\n\"a\",1\n", Csv with { Quotes = false }).Single().Text);
        Assert.Throws<ArgumentException>(() => Read("text\na\n", Csv with { Delimiter = '"' }));
    }

    [Fact]
    public void Values_are_numbers_or_missing()
    {
        var options = Csv with { Columns = new TextColumns(Label: "score") { Labels = LabelKind.Value } };
        Assert.Equal([2.5, null, -1e3], Read("text,score\na,2.5\nb,\nc,-1e3\n", options).Select(example => example.Value));
        Assert.Equal("x(2): 'score' is 'much'; expected a number.", Error("text,score\na,much\n", options));
        Assert.Equal("x(2): 'score' is 'NaN'; expected a number.", Error("text,score\na,NaN\n", options));
    }

    [Theory]
    [InlineData("text,label\na,1,2\n", "x(2): has 3 fields; expected 2, as in line 1.")]
    [InlineData("text,label\n\n\"a\nb\"\n", "x(3): has 1 field; expected 2, as in line 1.")]
    [InlineData("text,label\na,b\"c\n", "x(2,3): a field has a quote out of place; expected quotes around a whole field, and a quote inside it doubled.")]
    [InlineData("text,label\n\"a\"b,c\n", "x(2,1): a field has a quote out of place; expected quotes around a whole field, and a quote inside it doubled.")]
    [InlineData("text,label\n\"a\nb\",c\nd,\"e\nf,g\n", "x(4,3): a field begins with a quote that is never closed; expected quotes around a whole field, and a quote inside it doubled.")]
    [InlineData("text,label\n\"a\nb\",c\"d\n", "x(3,4): a field has a quote out of place; expected quotes around a whole field, and a quote inside it doubled.")]
    [InlineData("\"text,label\na,b\n", "x(1,1): a field begins with a quote that is never closed; expected quotes around a whole field, and a quote inside it doubled.")]
    [InlineData("words,label\na,1\n", "x(1): has no column 'text'; expected one of 'words', 'label', or a number from 1 to 2 (--text-key on the command line, TextColumns in code).")]
    [InlineData("text,text\na,1\n", "x(1): has two columns 'text'; expected one, or the column's number.")]
    [InlineData("text,label,label\na,1,1\n", "x(1): has two columns 'label'; expected one, or the column's number.")]
    public void Damage_is_named_with_its_place(string file, string expected) => Assert.Equal(expected, Error(file, Csv));

    [Fact]
    public void Without_a_header_columns_have_numbers_only()
    {
        Assert.Equal("x(1): has no column 'text'; without a header, expected a number from 1 to 2 (--text-key on the command line, TextColumns in code).", Error("a\tb\n", Tsv with { Header = false }));
        Assert.Equal("x(1): has no column '3'; without a header, expected a number from 1 to 2.",
            Error("a\tb\n", Tsv with { Header = false, Columns = new TextColumns("1", Label: "3") }));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_end_the_file_at_their_line()
    {
        using var stream = new MemoryStream([.. "text,label\na,1,2\n\"b\n"u8, 0xE9, .. "\",1\nc,1,2\n"u8]);
        var error = Assert.Throws<DataException>(() => TextExamples.Read(stream, "x", Csv));
        Assert.Equal("x: 2 damaged lines:\nx(2): has 3 fields; expected 2, as in line 1.\nx(4): byte 1 is not UTF-8; expected UTF-8 text.", error.Message);
    }

    [Fact]
    public void No_lines_and_a_header_alone_are_no_examples()
    {
        Assert.Empty(Read("", Csv));
        Assert.Empty(Read("\n\n", Csv));
        Assert.Empty(Read("text,label\n", Csv));
    }

    private static TextExamples Read(string text, ReadingOptions options)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return TextExamples.Read(stream, "x", options);
    }

    private static string Error(string text, ReadingOptions options) => Assert.Throws<DataException>(() => Read(text, options)).Message;
}
