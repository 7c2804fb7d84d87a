using PromptGen.Tasks;
using PromptGen.Tests.Build;
using PromptGen.Tests.Cli;
using PromptGen.Tests.Files;
using PromptGen.Tests.Tokenization;
using PromptGen.Tokenization;

namespace PromptGen.Tests.Cases;

/// <summary>A Git LFS pointer or a web page in place of a file is told so, whatever the file should be.</summary>
public sealed class Case15GitLfsPointerIsNotRecognizedTests : IDisposable
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 21574848\n";
    private const string PointerMessage = "is a Git LFS pointer, not the file itself; git lfs pull fetches it.";
    private const string Page = "\n\n<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Sign in</title></head></html>\n";
    private const string PageMessage = "is an HTML page, not the file itself;";

    private static readonly (string Content, string Message)[] StandIns =
    [
        (Pointer, PointerMessage), (Pointer.Replace("\n", "\r\n", StringComparison.Ordinal), PointerMessage), ("\uFEFF" + Pointer, PointerMessage),
        (Page, PageMessage), ("<html><body>404</body></html>", PageMessage), ("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "is an XML page, not the file itself;"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(AnyFile.Names), MemberType = typeof(AnyFile))]
    public void It_is_said_of_every_kind_of_file(string name)
    {
        var path = folder.File(name);
        foreach (var (content, message) in StandIns)
        {
            File.WriteAllText(path, content);
            var error = Assert.ThrowsAny<Exception>(() => AnyFile.Open(path));
            Assert.StartsWith($"{path}: {message}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_is_said_of_every_file_of_a_tokenizer()
    {
        foreach (var name in SmallTokenizers.Names)
        {
            using var files = new TokenizerFolder();
            var kind = SmallTokenizers.Write(name, files);
            var read = Directory.GetFiles(files.Path).Where(file =>
            {
                var whole = File.ReadAllBytes(file);
                File.WriteAllText(file, Pointer);
                var error = Record.Exception(() => TextTokenizer.Open(files.Path, kind));
                File.WriteAllBytes(file, whole);
                if (error is null) return false;
                Assert.Equal($"{file}: {PointerMessage}", error.Message);
                return true;
            }).ToList();
            Assert.NotEmpty(read);
        }
    }

    [Fact]
    public void It_is_said_of_a_stream()
    {
        foreach (var (name, read) in new (string, Action<Stream>)[] { ("x.jsonl", s => TextExamples.Read(s, "x.jsonl")), ("x.csv", s => TextExamples.Read(s, "x.csv")), ("x", s => WordExamples.Read(s, "x")) })
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Pointer));
            Assert.Contains(PointerMessage[..^1], Assert.Throws<DataException>(() => read(stream)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Files_that_only_look_like_it_are_read()
    {
        File.WriteAllText(folder.File("a.txt"), "version 2 is out\n<htmlx> is no tag\n");
        Assert.Equal(2, TextExamples.Read(folder.File("a.txt")).Count);
    }

    [Fact]
    public void The_command_line_says_it_of_recipes_and_schemas()
    {
        File.WriteAllText(folder.File("recipe.json"), Pointer);
        var (status, _, error) = CalledCommand.Run("train", folder.File("recipe.json"));
        Assert.Equal((1, $"promptgen: {folder.File("recipe.json")}: {PointerMessage}"), (status, error.TrimEnd()));
        (status, _, error) = CalledCommand.Run("inspect", folder.File("recipe.json"));
        Assert.Equal((1, $"promptgen: {folder.File("recipe.json")}: {PointerMessage}"), (status, error.TrimEnd()));
    }
}
