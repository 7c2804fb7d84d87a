using System.Security.Cryptography;

namespace PromptGen.Cli.Training;

/// <summary>What tells a file of data from another one.</summary>
internal static class FileHash
{
    /// <returns>The SHA-256 of its bytes, in lower-case hexadecimal digits.</returns>
    public static string Of(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
