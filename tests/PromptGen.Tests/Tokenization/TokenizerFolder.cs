namespace PromptGen.Tests.Tokenization;

/// <summary>A temporary folder with a tokenizer's files.</summary>
internal sealed class TokenizerFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("promptgen-tokenizer-").FullName;

    public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(System.IO.Path.Combine(Path, name), bytes);

    public void Copy(string from, string name) => File.WriteAllBytes(System.IO.Path.Combine(Path, name), File.ReadAllBytes(from));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
