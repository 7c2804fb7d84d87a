using System.Security.Cryptography;
using PromptGen.Files;

namespace PromptGen.Cli.Training;

/// <summary>What tells a file of data from another one.</summary>
internal static class FileHash
{
    /// <exception cref="UserException">It is no regular file: what a pipe held is gone once it is read.</exception>
    /// <returns>The SHA-256 of its bytes, in lower-case hexadecimal digits.</returns>
    public static string Of(string file)
    {
        using var stream = RegularFile.Open(file, UserFile.Data);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
