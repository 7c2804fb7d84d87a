using System.Linq;

namespace PromptGen.Generator.Reading;

/// <summary>What may name something.</summary>
internal static class Names
{
    public const string IdentifierRule = "letters and digits, beginning with a small letter";
    public const string TypeRule = "letters and digits, beginning with a capital letter";
    public const string KeyRule = "letters, digits, '_', '-' and '.'";

    public static bool IsIdentifier(string name) => name.Length > 0 && name[0] is >= 'a' and <= 'z' && name.All(IsLetterOrDigit);

    public static bool IsType(string name) => name.Length > 0 && name[0] is >= 'A' and <= 'Z' && name.All(IsLetterOrDigit);

    public static bool IsKey(string name) => name.Length > 0 && name.All(c => IsLetterOrDigit(c) || c is '_' or '-' or '.');

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
